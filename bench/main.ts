import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';

/** `npm run bench -- <name>`: runs one bench, prints its table, and as the last line one JSON object. */
const [name = '', ...words] = process.argv.slice(2);
const path = join(import.meta.dirname, `${name}.bench.ts`);

if (!/^[a-z-]+$/.test(name) || !existsSync(path)) {
  const names = readdirSync(import.meta.dirname).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);
  console.error(`npm run bench -- <name>, where <name> is one of: ${names.join(', ')}`);
  process.exit(2);
}

// Each *.bench.ts exports `bench`; the type says the rest.
const { bench } = (await import(path)) as { bench: Bench };
const figures = await bench(words);
const rows = Object.entries(figures).map(([figure, value]) => {
  return typeof value === 'object' ? { figure, ...value } : { figure, value };
});
console.table(rows);
console.log(JSON.stringify({ name, figures }));
