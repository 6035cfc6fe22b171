import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SETTINGS = [
  '.oxlintrc.json',
  '.prettierrc.json',
  'knip.json',
  'scripts/gate/knip.reporter.ts',
  'tsconfig.base.json',
  'tsconfig.both.json',
  'tsconfig.json',
  'tsconfig.web.json',
];

/** Runs a checker on a small project that has this project's settings and tools and only the given files. */
export async function withProject<T>(
  files: Readonly<Record<string, string>>,
  check: (root: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'muntada-gate-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const file of SETTINGS) cpSync(join(ROOT, file), join(root, file));
    for (const [path, text] of Object.entries({
      'package.json': '{\n  "name": "planted",\n  "type": "module"\n}\n',
      ...files,
    })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await check(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
