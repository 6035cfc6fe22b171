import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const SKIPPED = /^(node_modules|dist(\.\d+)?|data|generated|test-results|project\.inlang|\..+)$/;

/** The project's own files below some folders, sorted, relative to the root with forward slashes. */
export function listFiles(root: string, folders: readonly string[], matches: (path: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) walk(path);
      else if (entry.isFile() && matches(path)) found.push(path);
    }
  };
  for (const folder of folders) if (existsSync(join(root, folder))) walk(folder);
  return found.sort();
}
