import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locale } from '../src/i18n/locale.ts';
import { defaultLocale, locales } from '../src/i18n/locale.ts';
import type { PageAssets } from '../src/web/document.ts';
import type { Weight } from './build/compress.ts';
import { compressBeside } from './build/compress.ts';
import { compileMessages, replaceFolder } from './build/messages.ts';
import { hashOfSources, isFresh, writeStamp } from './build/stamp.ts';
import { buildClient, buildRenderers } from './build/vite.ts';

type Page = (locale: Locale, assets: PageAssets) => string;

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

/** Messages → browser bundles, one language each → renderers → pages → compressed copies → manifest. */
async function buildAll(): Promise<void> {
  say(`${await compileMessages(root)} messages in ${locales.length} languages`);

  const place = { root, dist };
  const site = await buildClient(place, 'src/web/site/styles.ts', defaultLocale, false);
  const faces = new Map<Locale, { report: PageAssets; desk: PageAssets }>();
  for (const locale of locales) {
    const report = await buildClient(place, 'src/web/report/main.ts', locale);
    const desk = await buildClient(place, 'src/web/desk/main.ts', locale);
    faces.set(locale, { report, desk });
    say(`scripts and sheets, ${locale}`);
  }

  await buildRenderers(
    place,
    { entry: 'src/web/site/entry.ts', report: 'src/web/report/prerender.ts', desk: 'src/web/desk/shell.ts' },
    { __SITE_CSS__: site.css },
  );
  const report = await import(fresh('report.js')) as { prerenderReport: Page };
  const desk = await import(fresh('desk.js')) as { deskShell: Page };
  for (const [locale, assets] of faces) {
    writePage('report', locale, report.prerenderReport(locale, assets.report));
    writePage('desk', locale, desk.deskShell(locale, assets.desk));
  }
  writeFileSync(path.join(dist, 'site/assets.json'), `${JSON.stringify(Object.fromEntries(faces), null, 2)}\n`);
  cpSync(path.join(root, 'src/web/public'), path.join(dist, 'web'), { recursive: true });
  say('pages written');

  const weights = new Map<string, Weight>();
  const files = served();
  await Promise.all(files.map(async (file) => weights.set(file, await compressBeside(path.join(dist, 'web', file)))));
  writeFileSync(path.join(dist, 'manifest.json'), `${JSON.stringify(hashes(files), null, 2)}\n`);
  say(`${files.length} files compressed`);
  for (const [locale, { report: assets }] of faces) sayWeights(locale, assets, weights);
  writeStamp(dist, hash);
  replaceFolder(path.join(root, 'dist'), dist);
}

function fresh(name: string): string {
  return `${pathToFileURL(path.join(dist, 'site', name)).href}?${hash}`;
}

function writePage(face: string, locale: Locale, html: string): void {
  mkdirSync(path.join(dist, 'web', face), { recursive: true });
  writeFileSync(path.join(dist, 'web', face, `${locale}.html`), html);
}

/** Every file that is served, by its path under `dist/web`. */
function served(): string[] {
  const all = readdirSync(path.join(dist, 'web'), { recursive: true, withFileTypes: true });
  const files = all.filter((each) => each.isFile() && !/\.(?:br|gz)$/.test(each.name));
  return files.map((each) => path.relative(path.join(dist, 'web'), path.join(each.parentPath, each.name))).sort();
}

/** SHA-256 of each served file in hexadecimal: what `muntada monitor` compares from outside. */
function hashes(files: readonly string[]): Record<string, string> {
  const of = (file: string) => createHash('sha256').update(readFileSync(path.join(dist, 'web', file))).digest('hex');
  return Object.fromEntries(files.map((file) => [file, of(file)]));
}

function sayWeights(locale: Locale, assets: PageAssets, weights: ReadonlyMap<string, Weight>): void {
  const size = (file: string) => weights.get(file.replace(/^\//, ''))?.brotli ?? 0;
  const toRead = size(`report/${locale}.html`) + size(assets.css);
  say(`report ${locale}: ${toRead} B to read (html and sheet), ${toRead + size(assets.script ?? '')} B with the first script (brotli)`);
}

function say(line: string): void {
  console.log(`build ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${line}`);
}
