import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from './command.ts';
import { ROOT } from './ground.ts';
import { compareServed } from './monitor/compare.ts';
import { readWords } from './words.ts';

const USAGE = 'monitor URL';

/** Compares what a server sends to browsers with what this checkout was built to; ends with 1 at any difference. */
export const monitor: Command = {
  usage: "URL: compare a server's files with dist/manifest.json of this build",
  run: async (words) => {
    const { word } = readWords(words, USAGE, {});
    if (!URL.canParse(word)) throw new Error(`Usage: muntada ${USAGE}, like https://muntada.example`);
    const text = await readFile(join(ROOT, 'dist', 'manifest.json'), 'utf8').catch((cause: unknown) => {
      throw new Error('There is no dist/manifest.json: run "npm run build" in a checkout that you trust.', { cause });
    });
    // Written by our own build.
    const manifest = JSON.parse(text) as Readonly<Record<string, string>>;
    const say = (line: string) => console.log(line);
    const { files, pages, differences } = await compareServed(new URL(word), manifest, say);
    for (const difference of differences) say(`DIFFERENT  ${difference}`);
    if (differences.length > 0) throw new Error(`${differences.length} differences between ${word} and this build.`);
    say(`${word} serves this build: ${files} files and ${pages} pages are as they should be.`);
  },
};
