import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Compares a generated document with the committed one; with `MUNTADA_UPDATE_DOCUMENTS=1` it writes it instead. */
export function assertFresh(path: string, text: string): void {
  const file = join(ROOT, path);
  if (process.env['MUNTADA_UPDATE_DOCUMENTS'] === '1') writeFileSync(file, text);
  const command = `MUNTADA_UPDATE_DOCUMENTS=1 node --test test/documents/*.test.ts`;
  assert.equal(
    readFileSync(file, 'utf8'),
    text,
    `${path} is not what the code says: run ${command} and read the difference`,
  );
}
