import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isEmptyRegister } from '../directory/index.ts';
import type { Database } from '../storage/database.ts';

/**
 * Fills an empty database with the Iraqi demo data, by the command `muntada demo` in a process of its own: the illustrative root keys
 * are made there and never exist in the server's process.
 */
export async function ensureDemo(database: Database, root: string): Promise<void> {
  if (!(await isEmptyRegister(database.direct))) return;
  const child = spawn(process.execPath, [join(root, 'src', 'cli.ts'), 'demo'], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The demo data could not be made; what it says above is why.');
}
