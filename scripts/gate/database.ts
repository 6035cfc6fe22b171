import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const HARNESS = 'test/harness/database.ts';

/** Stops the database that the tests share, if one was started; each test file leaves it running for the next. */
export async function stopDatabase(root: string): Promise<void> {
  const file = join(root, HARNESS);
  if (!existsSync(file)) return;
  const harness = (await import(pathToFileURL(file).href)) as { stopTestDatabase?: () => Promise<void> };
  await harness.stopTestDatabase?.();
}
