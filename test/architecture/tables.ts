/** The house as data: what `architecture.test.ts` enforces. A new slice, file name or package is one line here, and a reason in review. */

/** Which slices a slice may know. They meet only at a door: `index.ts` (server), `model.ts` (types and rules), `web/index.ts` (browser). */
export const SLICES: Readonly<Record<string, readonly string[]>> = {
  directory: [],
  accounts: ['directory'],
  // No slice but the directory, so that the intake can be reviewed alone.
  reporting: ['directory'],
  cases: ['directory', 'accounts', 'reporting'],
  // Never cases: what is said in confidence reaches no forum (docs/invariants.md, "Two walls").
  forums: ['directory', 'accounts'],
  results: ['directory', 'accounts', 'reporting', 'cases', 'forums'],
  site: ['directory', 'accounts', 'reporting', 'cases', 'forums', 'results'],
};

/** Which parts of the ground a part of it stands on. */
export const GROUND: Readonly<Record<string, readonly string[]>> = {
  config: [],
  storage: ['config'],
  audit: ['config', 'storage'],
  jobs: ['config', 'storage'],
  mail: ['config'],
  http: ['config', 'storage'],
};

/** Pure folders: no I/O, run in Node and in the browser. Each may know these. */
export const PURE_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  i18n: ['base'],
  crypto: ['base', 'i18n'],
};

/**
 * The top of the arrows puts the slices together: these files of `src/` and these folders beside them. Their `contract.ts` and
 * `model.ts` are pure, as in a slice, so that a screen can name what it asks for.
 */
export const TOP_FILES: readonly string[] = ['main.ts', 'application.ts', 'cli.ts'];
export const TOP_FOLDERS: readonly string[] = ['cli', 'demo'];

/**
 * The files of a slice; `<noun>.queries.ts` counts as `queries`. `tables` are the types of its rows, `door` lets its kind of visitor
 * in. Anything else does not belong in a slice.
 */
export const SLICE_PARTS: Readonly<Record<string, 'pure' | 'server'>> = {
  model: 'pure',
  access: 'pure',
  contract: 'pure',
  tables: 'server',
  queries: 'server',
  actions: 'server',
  door: 'server',
  routes: 'server',
  jobs: 'server',
  renderer: 'server',
  index: 'server',
};

/** npm packages of the pure and browser zones. The server may use every package under `dependencies` of package.json. */
export const PACKAGES: Readonly<Record<'base' | 'i18n' | 'crypto' | 'slice' | 'browser', readonly string[]>> = {
  base: ['@noble/hashes', '@scure/base', 'zod'],
  i18n: [],
  crypto: [
    '@noble/ciphers',
    '@noble/curves',
    '@noble/hashes',
    '@scure/base',
    'age-encryption',
    'hash-wasm',
    'shamir-secret-sharing',
  ],
  slice: ['zod'],
  browser: ['@expo-google-fonts/vazirmatn', 'd3-geo', 'svelte', 'sv-router', 'topojson-client', 'uqr', 'zod'],
};

/** What the reporter's pages never load, directly or through others: 23 kB of zod on a 2G line, and anything of the desk. */
export const REPORTER_FOLDER = 'src/web/report/';
export const REPORTER_NEVER_LOADS: readonly string[] = ['zod', 'src/web/desk/'];

/** Files outside `src/` that code inside may read: data that is part of the build. */
export const DATA_OUTSIDE_SRC = /^(package\.json|config\/[\w-]+\.json)$/;

/** Where SQL may stand in a slice or in the ground; `src/storage/` is the SQL layer itself. */
export const SQL_FILES = /(^src\/storage\/|\/([a-z0-9-]+\.)?queries\.ts$)/;

/** Who reads the machine's clock: the clock itself, and the supervisor of the database process. Everything else is handed a Clock. */
export const CLOCK_FILES = /^src\/(base\/clock\.ts$|storage\/)/;

export const LONGEST_FILE = 500;

export const NAMES_THAT_SAY_NOTHING = /^(utils?|helpers?|common|manager|misc)$/;

/** Modules that a tool loads by their default export, and declarations of file types. */
export const DEFAULT_EXPORT_FILES = /(\.config\.(ts|js|mjs)|\.reporter\.ts|\.d\.ts|\.svelte)$/;

/** Younger than Chrome 80 and not polyfilled; younger methods of the language are refused by the web program's `lib`. */
export const TOO_YOUNG_FOR_PHONES: readonly string[] = [
  'structuredClone',
  'crypto.randomUUID',
  'AbortSignal.timeout',
  'AbortSignal.any',
  'scheduler.postTask',
  'navigator.locks.query',
];
