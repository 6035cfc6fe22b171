import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SOURCES = [
  'messages',
  'project.inlang/settings.json',
  'scripts/build',
  'scripts/build.ts',
  'src',
  'svelte.config.js',
  'package-lock.json',
];
const LEFT_OUT = /(?:^|\/)(?:generated[^/]*|node_modules)(?:\/|$)|\.test\.ts$|\.md$/;

/** The hash of everything that the bundles are made of. */
export function hashOfSources(root: string): string {
  const files = SOURCES.flatMap((source) => filesUnder(root, source)).sort();
  if (files.length === 0) throw new Error('build: no sources found');
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Whether the last build was made of these very sources and its output is in place. */
export function isFresh(root: string, hash: string): boolean {
  const stamp = path.join(root, 'dist/.stamp');
  const outputs = ['dist/manifest.json', 'src/i18n/generated/messages/_index.js'];
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hash &&
    outputs.every((each) => existsSync(path.join(root, each)))
  );
}

/** Remembers what the build was made of; written last. */
export function writeStamp(dist: string, hash: string): void {
  writeFileSync(path.join(dist, '.stamp'), hash);
}

function filesUnder(root: string, place: string): string[] {
  const at = path.join(root, place);
  if (LEFT_OUT.test(place) || !existsSync(at)) return [];
  if (statSync(at).isFile()) return [place];
  return readdirSync(at).flatMap((name) => filesUnder(root, `${place}/${name}`));
}
