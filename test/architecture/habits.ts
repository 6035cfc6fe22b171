import {
  CLOCK_FILES,
  DEFAULT_EXPORT_FILES,
  LONGEST_FILE,
  NAMES_THAT_SAY_NOTHING,
  SLICES,
  SLICE_PARTS,
  SQL_FILES,
} from './tables.ts';
import type { Tree, TreeFile } from './tree.ts';
import type { Violation } from './violation.ts';
import { placeOf } from './zone.ts';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
// A component is called as it is written in markup.
const COMPONENT = /^([A-Z][a-z0-9]*)+\.svelte$/;
const NAMED_BY_CUSTOM = /(^|\/)README\.md$/;

/** The laws about one file at a time: its name, its length, what it exports, where SQL and the clock may stand. */
export function checkHabits(tree: Tree): Violation[] {
  const violations: Violation[] = [];
  for (const file of tree.files.values()) {
    for (const [rule, says] of brokenBy(file)) violations.push({ rule, file: file.path, says });
  }
  return [...violations, ...slicesWithoutReadMe(tree)];
}

function* brokenBy(file: TreeFile): Generator<readonly [rule: string, says: string]> {
  yield* brokenByName(file.path);
  if (file.lines > LONGEST_FILE && /\.(ts|svelte|m?js|css)$/.test(file.path)) {
    yield ['length', `${file.lines} lines; ${LONGEST_FILE} is the limit, split by noun before 300`];
  }
  const { facts } = file;
  if (!facts) return;
  if (facts.defaultExport && !DEFAULT_EXPORT_FILES.test(file.path))
    yield ['default-export', 'exports a default; name it'];
  for (const name of facts.enums) yield ['enum', `enum ${name}: a union of strings, or an object \`as const\``];
  yield* brokenInSrc(file, facts);
}

function* brokenByName(path: string): Generator<readonly [rule: string, says: string]> {
  const names = path.split('/');
  const wrong = NAMED_BY_CUSTOM.test(path) ? names.slice(0, -1) : names;
  for (const name of wrong) {
    const isComponent = name.endsWith('.svelte');
    if (isComponent && !COMPONENT.test(name)) yield ['file-name', `${name}: a component is named in PascalCase`];
    if (!isComponent && !KEBAB.test(name)) yield ['file-name', `${name} is not kebab-case`];
  }
  const empty = path.split(/[/.-]/).find((word) => NAMES_THAT_SAY_NOTHING.test(word));
  if (empty !== undefined) yield ['empty-name', `"${empty}" says nothing; use the field's own word`];
  const place = placeOf(path);
  if ((place.zone === 'unknown' || place.part === 'unknown') && /\.(ts|svelte|js)$/.test(path)) {
    const parts = Object.keys(SLICE_PARTS).join(', ');
    yield ['unknown-place', `belongs to no zone; a slice's files are ${parts} (also <noun>.<part>.ts) and web/`];
  }
}

function* brokenInSrc(file: TreeFile, facts: NonNullable<TreeFile['facts']>): Generator<readonly [string, string]> {
  const { zone } = placeOf(file.path);
  if (zone === 'outside' || zone === 'test') return;
  if (facts.sqlLines.length > 0 && !SQL_FILES.test(file.path)) {
    yield ['sql', `SQL on line ${facts.sqlLines.join(', ')}; it stands in queries.ts`];
  }
  if (facts.clockReads.length > 0 && !CLOCK_FILES.test(file.path)) {
    yield ['clock', `${facts.clockReads.join(', ')}: time and randomness are passed in`];
  }
  if (facts.undocumented.length > 0 && file.path.endsWith('.ts')) {
    yield ['docstring', `no docstring: ${facts.undocumented.join(', ')}`];
  }
}

function slicesWithoutReadMe(tree: Tree): Violation[] {
  return Object.keys(SLICES)
    .filter((slice) => [...tree.files.keys()].some((path) => path.startsWith(`src/${slice}/`)))
    .filter((slice) => !tree.files.has(`src/${slice}/README.md`))
    .map((slice) => ({ rule: 'read-me', file: `src/${slice}/`, says: 'a slice has a README.md of 10 to 20 lines' }));
}
