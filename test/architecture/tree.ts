import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import type { Facts } from './facts.ts';
import { readFacts } from './facts.ts';

/** Where the house's laws hold. */
const FOLDERS = ['src', 'scripts', 'test', 'bench'];
const CODE = /\.(ts|js|mjs|cjs|svelte)$/;
const SKIPPED = /^(node_modules|dist|generated|data)$/;

/** One file with its facts; `facts` is undefined where no code is in it (styles, read-mes, data). */
export interface TreeFile {
  readonly path: string;
  readonly lines: number;
  readonly facts: Facts | undefined;
}

/** Where an import leads: a path from the root of the project, a package, or a module of Node. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly specifier: string }
  | { readonly kind: 'node'; readonly name: string };

/** The project as the rules see it. */
export interface Tree {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Names under `dependencies` of package.json: what a production install has. */
  readonly dependencies: readonly string[];
}

/** Reads and parses the project under a folder. Paths in it are relative, with forward slashes. */
export function readTree(root: string): Tree {
  const files = new Map<string, TreeFile>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.test(entry.name)) walk(path);
      } else if (entry.isFile()) {
        files.set(path, readFile(root, path));
      }
    }
  };
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) walk(folder);
  for (const name of readdirSync(root)) if (/\.(ts|mjs|js)$/.test(name)) files.set(name, readFile(root, name));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies?: object };
  return { files, dependencies: Object.keys(manifest.dependencies ?? {}) };
}

/** Resolves an import; a bundler's suffix (`?worker`, `?url`) is dropped. */
export function targetOf(from: string, specifier: string): Target {
  const bare = specifier.replace(/\?.*$/, '');
  if (/^\.{1,2}\//.test(bare)) return { kind: 'file', path: posix.join(posix.dirname(from), bare) };
  if (isBuiltin(bare)) return { kind: 'node', name: bare };
  const parts = bare.split('/');
  return { kind: 'package', name: parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/'), specifier: bare };
}

function readFile(root: string, path: string): TreeFile {
  const text = readFileSync(join(root, path), 'utf8');
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path, lines, facts: CODE.test(path) && !path.endsWith('.d.ts') ? readFacts(path, text) : undefined };
}
