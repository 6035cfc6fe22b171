/** A tree that keeps every law, and for each law trees that break just this one: the proof that the check can fail. */

export type Files = Readonly<Record<string, string>>;

export const lawful: Files = {
  'package.json': '{ "dependencies": { "fastify": "5", "kysely": "0" }, "devDependencies": { "vite": "8" } }',
  'vite.config.ts': 'export default {};\n',
  'config/roots.json': '{}',
  'src/main.ts':
    "import { lend } from './directory/index.ts';\nimport { openStorage } from './storage/open.ts';\nopenStorage(lend);\n",
  'src/base/clock.ts': 'export const systemClock: () => number = () => Date.now();\n',
  'src/base/ids.ts': "/** An id. */\nexport function newId(): string {\n  return 'a';\n}\n",
  'src/base/ids.test.ts':
    "import { test } from 'node:test';\nimport { newId } from './ids.ts';\ntest(newId(), () => undefined);\n",
  'src/crypto/age.ts': "import { newId } from '../base/ids.ts';\nexport const first = newId();\n",
  'src/i18n/locale.ts': "import { newId } from '../base/ids.ts';\nexport const locale = newId();\n",
  'src/storage/open.ts':
    '/** Opens. */\nexport function openStorage(use: unknown): string {\n  return `select ${String(use)} from place where id = 1`;\n}\n',
  'src/directory/README.md': '# Directory\n',
  'src/directory/model.ts': "import { z } from 'zod';\nexport const place = z.string();\n",
  'src/directory/contract.ts': "import { place } from './model.ts';\nexport const list = { output: place };\n",
  'src/directory/place.queries.ts':
    "import { openStorage } from '../storage/open.ts';\nexport const rows = openStorage('select id from place where id = 1');\n",
  'src/directory/index.ts': "import { rows } from './place.queries.ts';\nexport const lend = rows;\n",
  'src/directory/web/index.ts': 'export const pickers = 1;\n',
  'src/reporting/README.md': '# Reporting\n',
  'src/reporting/model.ts': "import { place } from '../directory/model.ts';\nexport const report = { place };\n",
  'src/reporting/actions.ts':
    "import { lend } from '../directory/index.ts';\nimport roots from '../../config/roots.json' with { type: 'json' };\nexport const submit = [lend, roots];\n",
  'src/reporting/web/Ask.svelte':
    '<script lang="ts">\n  import { pickers } from \'../../directory/web/index.ts\';\n</script>\n{pickers}\n',
  'src/web/report/start.ts':
    "import type { report } from '../../reporting/model.ts';\nexport type Shown = typeof report;\n",
  'src/web/desk/start.ts': "import { report } from '../../reporting/model.ts';\nexport const shown = report;\n",
};

export interface Plant {
  readonly rule: string;
  readonly what: string;
  readonly files: Files;
}

const says = (specifier: string) => `import '${specifier}';\n`;
const inFile = (path: string, text: string): Files => ({ [path]: text });

export const plants: readonly Plant[] = [
  { rule: 'arrow', what: 'base knows crypto', files: inFile('src/base/a.ts', says('../crypto/seal.ts')) },
  { rule: 'arrow', what: 'base knows the messages', files: inFile('src/base/a.ts', says('../i18n/plural.ts')) },
  { rule: 'arrow', what: 'crypto knows storage', files: inFile('src/crypto/a.ts', says('../storage/open.ts')) },
  {
    rule: 'arrow',
    what: 'a pure file knows a server file',
    files: inFile('src/reporting/access.ts', says('./actions.ts')),
  },
  {
    rule: 'arrow',
    what: 'a pure file knows it by type only',
    files: inFile('src/reporting/access.ts', "import type { A } from './actions.ts';\nexport type B = A;\n"),
  },
  { rule: 'arrow', what: 'the ground knows a slice', files: inFile('src/http/a.ts', says('../directory/index.ts')) },
  { rule: 'arrow', what: 'storage knows http', files: inFile('src/storage/a.ts', says('../http/server.ts')) },
  {
    rule: 'arrow',
    what: 'a server file knows a screen',
    files: inFile('src/reporting/routes.ts', says('./web/Ask.svelte')),
  },
  {
    rule: 'arrow',
    what: 'a server file knows the shells',
    files: inFile('src/reporting/routes.ts', says('../web/desk/start.ts')),
  },
  { rule: 'arrow', what: 'main knows a shell', files: inFile('src/cli.ts', says('./web/desk/start.ts')) },
  {
    rule: 'arrow',
    what: 'a screen knows storage',
    files: inFile('src/reporting/web/a.ts', says('../../storage/open.ts')),
  },
  { rule: 'arrow', what: 'a screen knows http', files: inFile('src/web/desk/a.ts', says('../../http/server.ts')) },
  {
    rule: 'arrow',
    what: 'a screen knows a server file',
    files: inFile('src/reporting/web/A.svelte', `<script>\n  ${says('../actions.ts')}</script>\n`),
  },
  {
    rule: 'arrow',
    what: 'a screen loads a server file late',
    files: inFile('src/reporting/web/A.svelte', "{#await import('../actions.ts') then it}{it}{/await}\n"),
  },
  {
    rule: 'arrow',
    what: 'a worker is a server file',
    files: inFile('src/web/desk/a.ts', "new Worker(new URL('../../reporting/actions.ts', import.meta.url));\n"),
  },
  { rule: 'arrow', what: 'a file imports a test', files: inFile('src/crypto/a.ts', says('../base/ids.test.ts')) },
  { rule: 'outside', what: 'src uses a script', files: inFile('src/storage/a.ts', says('../../scripts/build.ts')) },
  {
    rule: 'slice-graph',
    what: 'directory knows a slice',
    files: inFile('src/directory/actions.ts', says('../reporting/index.ts')),
  },
  {
    rule: 'slice-graph',
    what: 'reporting knows accounts',
    files: {
      'src/accounts/README.md': '',
      'src/accounts/index.ts': 'export const a = 1;\n',
      'src/reporting/routes.ts': says('../accounts/index.ts'),
    },
  },
  {
    rule: 'slice-graph',
    what: 'reporting knows the types of cases',
    files: inFile('src/reporting/access.ts', "export type { A } from '../cases/model.ts';\n"),
  },
  {
    rule: 'door',
    what: 'a server file goes round the door',
    files: inFile('src/reporting/routes.ts', says('../directory/place.queries.ts')),
  },
  {
    rule: 'door',
    what: 'a pure file takes the server door',
    files: inFile('src/reporting/access.ts', says('../directory/index.ts')),
  },
  {
    rule: 'door',
    what: 'a pure file takes a contract',
    files: inFile('src/reporting/access.ts', says('../directory/contract.ts')),
  },
  {
    rule: 'door',
    what: 'a screen takes a screen of another slice',
    files: inFile('src/reporting/web/a.ts', says('../../directory/web/Place.svelte')),
  },
  { rule: 'node-in-browser', what: 'a pure file uses node:fs', files: inFile('src/crypto/a.ts', says('node:fs')) },
  {
    rule: 'node-in-browser',
    what: 'a model uses fs without its prefix',
    files: inFile('src/reporting/access.ts', says('fs')),
  },
  {
    rule: 'node-in-browser',
    what: 'a screen uses node:crypto',
    files: inFile('src/web/desk/a.ts', says('node:crypto')),
  },
  {
    rule: 'package',
    what: 'a pure file uses a server library',
    files: inFile('src/reporting/access.ts', says('fastify')),
  },
  { rule: 'package', what: 'a screen uses a server library', files: inFile('src/web/desk/a.ts', says('kysely')) },
  { rule: 'package', what: 'the server uses a library of the workshop', files: inFile('src/http/a.ts', says('vite')) },
  {
    rule: 'circle',
    what: 'two files know each other',
    files: { 'src/base/a.ts': says('./b.ts'), 'src/base/b.ts': says('./a.ts') },
  },
  {
    rule: 'circle',
    what: 'two files know each other by type',
    files: {
      'src/base/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'src/base/b.ts': "import type { A } from './a.ts';\nexport type B = A;\n",
    },
  },
  {
    rule: 'reporter-loads',
    what: 'the reporter loads zod through a model',
    files: inFile('src/web/report/a.ts', says('../../reporting/model.ts')),
  },
  {
    rule: 'reporter-loads',
    what: 'the reporter loads the desk',
    files: { 'src/web/report/a.ts': says('../desk/plain.ts'), 'src/web/desk/plain.ts': 'export const a = 1;\n' },
  },
  {
    rule: 'old-phone',
    what: 'crypto uses what Chrome 80 lacks',
    files: inFile('src/crypto/a.ts', 'export const id = crypto.randomUUID();\n'),
  },
  {
    rule: 'old-phone',
    what: 'a reporter screen does',
    files: {
      'src/web/report/a.ts': says('../ui/A.svelte'),
      'src/web/ui/A.svelte': '<script>\n  structuredClone(1);\n</script>\n',
    },
  },
  {
    rule: 'sql',
    what: 'a tagged statement in an action',
    files: inFile('src/reporting/routes.ts', '/** A. */\nexport const a = (sql) => sql`select 1`;\n'),
  },
  {
    rule: 'sql',
    what: 'a typed tagged statement',
    files: inFile('src/audit/a.ts', '/** A. */\nexport const a = (db) => db.sql<{ n: number }>`x`;\n'),
  },
  {
    rule: 'sql',
    what: 'a query builder in an action',
    files: inFile('src/reporting/routes.ts', "/** A. */\nexport const a = (db) => db.selectFrom('report');\n"),
  },
  {
    rule: 'sql',
    what: 'a plain string',
    files: inFile('src/audit/a.ts', "export const a = 'insert into audit_event values (1)';\n"),
  },
  {
    rule: 'clock',
    what: 'an action reads the clock',
    files: inFile('src/reporting/routes.ts', 'export const a = Date.now();\n'),
  },
  {
    rule: 'clock',
    what: 'a model makes a date',
    files: inFile('src/reporting/access.ts', 'export const a = new Date();\n'),
  },
  { rule: 'clock', what: 'a rule throws dice', files: inFile('src/base/a.ts', 'export const a = Math.random();\n') },
  {
    rule: 'docstring',
    what: 'an exported function without one',
    files: inFile('src/base/a.ts', 'export function a(): void {}\n'),
  },
  {
    rule: 'docstring',
    what: 'an exported arrow without one',
    files: inFile('src/base/a.ts', 'export const a = () => 1;\n'),
  },
  { rule: 'length', what: 'a file of 501 lines', files: inFile('src/base/a.ts', '// line\n'.repeat(501)) },
  { rule: 'length', what: 'a test of 501 lines', files: inFile('test/a.test.ts', '// line\n'.repeat(501)) },
  { rule: 'default-export', what: 'a default export', files: inFile('src/base/a.ts', 'export default 1;\n') },
  {
    rule: 'default-export',
    what: 'a default export by another name',
    files: inFile('scripts/a.ts', 'const a = 1;\nexport { a as default };\n'),
  },
  { rule: 'enum', what: 'an enum', files: inFile('src/base/a.ts', 'export enum Colour {\n  red,\n}\n') },
  { rule: 'file-name', what: 'a file in camel case', files: inFile('src/base/twoWords.ts', 'export const a = 1;\n') },
  {
    rule: 'file-name',
    what: 'a component in kebab-case',
    files: inFile('src/web/ui/round-button.svelte', '<p></p>\n'),
  },
  { rule: 'empty-name', what: 'a file of utils', files: inFile('src/base/text-utils.ts', 'export const a = 1;\n') },
  { rule: 'empty-name', what: 'a folder of helpers', files: inFile('test/helpers/a.ts', 'export const a = 1;\n') },
  {
    rule: 'unknown-place',
    what: 'a slice file of no known part',
    files: inFile('src/reporting/service.ts', 'export const a = 1;\n'),
  },
  {
    rule: 'unknown-place',
    what: 'a second door',
    files: inFile('src/reporting/thread/index.ts', 'export const a = 1;\n'),
  },
  {
    rule: 'unknown-place',
    what: 'a folder that is no slice',
    files: inFile('src/gossip/model.ts', 'export const a = 1;\n'),
  },
  { rule: 'read-me', what: 'a slice without a read-me', files: inFile('src/cases/model.ts', 'export const a = 1;\n') },
  {
    rule: 'slice-graph',
    what: 'a slice knows the demo',
    files: {
      'src/demo/contract.ts': 'export const a = 1;\n',
      'src/reporting/access.ts': says('../demo/contract.ts'),
    },
  },
  {
    rule: 'arrow',
    what: 'a screen knows what makes the demo',
    files: inFile('src/web/desk/a.ts', says('../../demo/install.ts')),
  },
];
