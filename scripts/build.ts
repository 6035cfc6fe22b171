import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Locale } from '../src/i18n/locale.ts';
import { defaultLocale, locales } from '../src/i18n/locale.ts';
import type { PageAssets } from '../src/web/document.ts';
import type { Weight } from './build/compress.ts';
import { compressBeside } from './build/compress.ts';
import { compileMessages, replaceFolder } from './build/messages.ts';
import { hashOfSources, isFresh, writeStamp } from './build/stamp.ts';
import { buildClient, buildRenderers, buildScript } from './build/vite.ts';

type Face = { readonly report: PageAssets; readonly desk: PageAssets };

/**
 * Page, sheet and scripts up to the moment when a report is sealed, in bytes of brotli. With the headers, the hotlines, the places and
 * the desks (`npm run bench -- weight`) that makes 60,000: whoever needs more finds it elsewhere, or takes the promise back.
 */
const SEAL_MOST = 52_300;

const root = path.resolve(import.meta.dirname, '..');
// built beside and then moved into place: a running server and a failed build keep the earlier one
const dist = path.join(root, `dist.${process.pid}`);
const started = Date.now();

const hash = hashOfSources(root);
if (process.argv.includes('--if-stale') && isFresh(root, hash)) {
  say('the built pages are up to date');
} else {
  try {
    await buildAll();
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

/** Messages → browser bundles, one language each → the server's renderers → compressed copies → manifest. */
async function buildAll(): Promise<void> {
  say(`${await compileMessages(root)} messages in ${locales.length} languages`);

  const place = { root, dist };
  const site = await buildClient(place, 'src/web/site/styles.ts', defaultLocale, false);
  const raise = await buildScript(place, 'src/web/site/raise.ts');
  const faces = new Map<Locale, Face>();
  const toSeal = new Map<Locale, readonly string[]>();
  for (const locale of locales) {
    const { toSeal: scripts, ...report } = await buildClient(place, 'src/web/report/main.ts', locale);
    const { script, css } = await buildClient(place, 'src/web/desk/main.ts', locale);
    faces.set(locale, { report, desk: { script, css } });
    toSeal.set(locale, [report.css, ...scripts]);
    say(`scripts and sheets, ${locale}`);
  }

  await buildRenderers(
    place,
    { entry: 'src/web/site/entry.ts', report: 'src/web/report/prerender.ts', desk: 'src/web/desk/shell.ts' },
    { __SITE_CSS__: site.css, __RAISE_SCRIPT__: raise },
  );
  const sizes = await pageSizes(faces);
  writeFileSync(path.join(dist, 'site/assets.json'), `${JSON.stringify(Object.fromEntries(faces), null, 2)}\n`);
  cpSync(path.join(root, 'src/web/public'), path.join(dist, 'web'), { recursive: true });
  say('renderers');

  const weights = new Map<string, Weight>();
  const files = served();
  await Promise.all(files.map(async (file) => weights.set(file, await compressBeside(path.join(dist, 'web', file)))));
  writeFileSync(path.join(dist, 'manifest.json'), `${JSON.stringify(hashes(files), null, 2)}\n`);
  say(`${files.length} files compressed`);
  say(`the script of the form on which an issue is raised: ${weights.get(raise.slice(1))?.brotli ?? 0} B (brotli)`);
  for (const locale of locales) weigh(locale, sizes.get(locale) ?? 0, toSeal.get(locale) ?? [], weights);
  writeStamp(dist, hash);
  replaceFolder(path.join(root, 'dist'), dist);
}

/** Renders the reporter's page in each language, without hotlines: proof that it renders, and its weight in bytes of brotli. */
async function pageSizes(faces: ReadonlyMap<Locale, Face>): Promise<ReadonlyMap<Locale, number>> {
  const url = pathToFileURL(path.join(dist, 'site/report.js')).href;
  // our own build output
  const { prerenderReport } = (await import(url)) as {
    prerenderReport: (
      locale: Locale,
      assets: PageAssets,
      page: { form: 'f'; groups: readonly []; walkIns: readonly [] },
    ) => string;
  };
  return new Map(
    [...faces].map(([locale, { report }]) => [
      locale,
      brotliCompressSync(prerenderReport(locale, report, { form: 'f', groups: [], walkIns: [] })).length,
    ]),
  );
}

/** Every file that is served, by its path under `dist/web`. */
function served(): string[] {
  const all = readdirSync(path.join(dist, 'web'), { recursive: true, withFileTypes: true });
  const files = all.filter((each) => each.isFile() && !/\.(?:br|gz)$/.test(each.name));
  return files.map((each) => path.relative(path.join(dist, 'web'), path.join(each.parentPath, each.name))).sort();
}

/**
 * SHA-256 of each served file in hexadecimal, by its address without the first slash: what `muntada monitor` compares from outside.
 * Pages are rendered by the server from records; what they may load stands in `site/assets.json`.
 */
function hashes(files: readonly string[]): Record<string, string> {
  const of = (file: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(dist, 'web', file)))
      .digest('hex');
  return Object.fromEntries(files.map((file) => [file, of(file)]));
}

/** Says what the reporter's page costs, and fails where it costs more than was promised for Arabic, the language of nearly all. */
function weigh(locale: Locale, html: number, files: readonly string[], weights: ReadonlyMap<string, Weight>): void {
  const [sheet = 0, first = 0, ...later] = files.map((file) => weights.get(file.replace(/^\//, ''))?.brotli ?? 0);
  const total = [html, sheet, first, ...later].reduce((sum, size) => sum + size);
  say(`report ${locale}: ${html + sheet} B to read, ${html + sheet + first} B to answer, ${total} B to seal (brotli)`);
  if (later.length < 2) throw new Error('build: where are the scripts that seal?');
  if (locale === 'ar' && total > SEAL_MOST) throw new Error(`build: ${total} B to seal, ${SEAL_MOST} are promised`);
}

function say(line: string): void {
  console.log(`build ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${line}`);
}
