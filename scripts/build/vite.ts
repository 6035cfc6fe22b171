import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig, Plugin, Rolldown } from 'vite';
import { build } from 'vite';
import type { Locale } from '../../src/i18n/locale.ts';
import { lightHashWasm } from './hash-wasm.ts';
import {
  lightBases,
  oneLanguage,
  standInsApart,
  svelteWithout,
  withoutPreloadHelper,
  withoutUnusedAge,
} from './lighter.ts';

/** The oldest phones we serve. Syntax is lowered to it; of the library only what `old-phones.ts` fills in. */
const TARGET = 'chrome80';
const REPORTER = 'src/web/report/';
const CSS_TARGET = [TARGET, 'firefox78', 'safari13'];

/**
 * The reporter's script comes in two files, because on a slow line each file costs half a second and half a kilobyte: what she meets
 * first, and all that the pages after the quick questions need. What few need (files, her mailbox) stays apart.
 */
const IN_TWO = [
  { name: 'first', tags: ['$initial' as const], priority: 2 },
  { name: 'later', test: /\/reporter\/Later\.svelte$/, priority: 1 },
];

/** Terser in two passes, and after it the quick minifier once more, leave two bytes in a hundred less than the quick one by itself. */
const SMALLEST = { minify: 'terser', terserOptions: { module: true, compress: { passes: 2 } } } as const;

/** A worker is started for the WebAssembly: it comes in one file with it. */
const WITH_WASM = { name: 'worker', test: /\/argon2(?:\.worker|-wasm)\.ts$/ };

/** Addresses. `toSeal`: the scripts that a reporter's phone loads until her report is sealed. */
export type ClientBuild = { readonly script: string; readonly css: string; readonly toSeal: readonly string[] };

/** The checkout, and the folder that becomes `dist`. */
export type Place = { readonly root: string; readonly dist: string };

export type Output = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];

/** Builds one face for browsers in one language into `web/assets`, under names that say nothing. Addresses start with `/assets/`. */
export async function buildClient(
  place: Place,
  entry: string,
  locale: Locale,
  withScript = true,
): Promise<ClientBuild> {
  const output = await bundleClient(place.root, entry, locale);
  const script = output.find((each) => each.type === 'chunk' && each.isEntry);
  const css = output.find((each) => each.type === 'asset' && each.fileName.endsWith('.css'));
  if (script === undefined || css === undefined)
    throw new Error(`build: ${entry} (${locale}) gave no script or no sheet`);
  const kept = withScript ? output : output.filter((each) => each.type === 'asset');
  await writeAll(path.join(place.dist, 'web'), kept);
  return { script: `/${script.fileName}`, css: `/${css.fileName}`, toSeal: scriptsToSeal(output) };
}

/** The two files of `IN_TWO` and the worker that the later one starts. */
function scriptsToSeal(output: Output): string[] {
  const chunks = output.filter((each) => each.type === 'chunk' && (each.isEntry || each.name === 'later'));
  const code = chunks.map((each) => (each.type === 'chunk' ? each.code : '')).join('');
  const workers = output.filter((each) => each.type === 'asset' && each.fileName.endsWith('.js'));
  return [...chunks, ...workers.filter((each) => code.includes(each.fileName))].map((each) => `/${each.fileName}`);
}

/** The files of one face in one language, in memory; `forReporter`: with what stands in for parts of libraries on her page. */
export async function bundleClient(
  root: string,
  entry: string,
  locale: Locale,
  forReporter: boolean = entry.startsWith(REPORTER),
): Promise<Output> {
  return await run({
    ...common(root, [withoutPreloadHelper, oneLanguage(locale), ...(forReporter ? lighter(root) : [])]),
    define: { __LOCALE__: JSON.stringify(locale) },
    publicDir: false,
    build: {
      target: TARGET,
      cssTarget: CSS_TARGET,
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      write: false,
      ...(forReporter ? SMALLEST : {}),
      rolldownOptions: {
        input: path.join(root, entry),
        checks: { bundlerTimings: false },
        // Svelte says of none of its modules that it does nothing by itself, and none of these does
        treeshake: {
          moduleSideEffects: [{ test: /\/svelte\/src\/(?:internal\/client|reactivity|legacy)\//, sideEffects: false }],
        },
        output: {
          entryFileNames: 'assets/[hash].js',
          chunkFileNames: 'assets/[hash].js',
          assetFileNames: 'assets/[hash][extname]',
          ...(forReporter ? { codeSplitting: { groups: IN_TWO }, minify: true } : {}),
        },
      },
    },
    worker: {
      format: 'es',
      plugins: () => (forReporter ? [standInsApart, lightHashWasm(root)] : []),
      rolldownOptions: {
        checks: { bundlerTimings: false },
        output: {
          // The server knows by its name what needs a policy of its own (src/http/assets.ts).
          entryFileNames: 'assets/worker-[hash].js',
          chunkFileNames: 'assets/worker-[hash].js',
          codeSplitting: { groups: [WITH_WASM] },
          minify: true,
        },
      },
    },
  });
}

/** Builds the server's renderers into `site`: all languages in one, plain modules for Node. */
export async function buildRenderers(
  { root, dist }: Place,
  entries: Record<string, string>,
  define: Record<string, string>,
): Promise<void> {
  await run({
    ...common(root),
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      target: 'node24',
      ssr: true,
      minify: false,
      reportCompressedSize: false,
      outDir: path.join(dist, 'site'),
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
      },
    },
  });
}

function lighter(root: string): Plugin[] {
  return [withoutUnusedAge(root), standInsApart, svelteWithout(root), lightBases(root), lightHashWasm(root)];
}

function common(root: string, plugins: Plugin[] = []): InlineConfig {
  return {
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    base: '/',
    plugins: [svelte({ configFile: path.join(root, 'svelte.config.js'), emitCss: true }), ...plugins],
  };
}

async function run(config: InlineConfig): Promise<Output> {
  const result = await build(config);
  const results = Array.isArray(result) ? result : [result];
  return results.flatMap((each) => ('output' in each ? each.output : []));
}

async function writeAll(folder: string, output: Output): Promise<void> {
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  for (const each of output) {
    await writeFile(path.join(folder, each.fileName), each.type === 'chunk' ? each.code : each.source);
  }
}
