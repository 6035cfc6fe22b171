import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';

const RUNTIME = `// Written by scripts/build/messages.ts over the compiler's own runtime, which brings cookies, URLs and storage that no face uses.
/** @typedef {string} LocalizedString */
/**
 * @template Inputs
 * @template Options
 * @template Markup
 * @typedef {{}} MessageMetadata
 */
export { staticLocale as experimentalStaticLocale, currentLocale as getLocale } from '../current-locale.ts';
`;

const REGISTRY = `// Written by scripts/build/messages.ts: see plural.ts for why.
export { plural } from '../plural.ts';
`;

/** Compiles `messages/*.json` to typed functions in `src/i18n/generated/`; throws when the catalogue turns out empty. Returns the number of messages. */
export async function compileMessages(root: string): Promise<number> {
  const place = path.join(root, 'src/i18n/generated');
  // written beside and then moved, so that whoever imports the messages meanwhile never finds half of them
  const outdir = `${place}.${process.pid}`;
  await compile({
    project: path.join(root, 'project.inlang'),
    outdir,
    strategy: ['globalVariable', 'baseLocale'],
    experimentalStaticLocale: 'undefined',
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
  });
  writeFileSync(path.join(outdir, 'runtime.js'), RUNTIME);
  writeFileSync(path.join(outdir, 'registry.js'), REGISTRY);

  // Without its plugin the compiler "succeeds" with nothing.
  const index = readFileSync(path.join(outdir, 'messages/_index.js'), 'utf8');
  const keys = Object.keys(JSON.parse(readFileSync(path.join(root, 'messages/ar.json'), 'utf8')) as object);
  const compiled = index.split('\n').filter((line) => line.startsWith('export'));
  if (keys.length === 0 || compiled.length !== keys.length) {
    throw new Error(`messages: ${keys.length} keys in ar.json, but ${compiled.length} compiled`);
  }
  writeFileSync(path.join(outdir, 'problem-texts.js'), problemTexts(keys));
  replaceFolder(place, outdir);
  return keys.length;
}

/** Puts a finished folder in another's place. */
export function replaceFolder(place: string, finished: string): void {
  sweepLeftovers(place, finished);
  const old = `${place}.old.${process.pid}`;
  try {
    renameSync(place, old);
  } catch {
    // nothing there yet
  }
  renameSync(finished, place);
  rmSync(old, { recursive: true, force: true });
}

/** What builds that were killed left beside: `place.<pid>` and `place.old.<pid>` of processes that are gone. */
function sweepLeftovers(place: string, finished: string): void {
  const folder = path.dirname(place);
  const beside = new RegExp(`^${path.basename(place)}\\.(?:old\\.)?(\\d+)$`);
  for (const name of readdirSync(folder)) {
    const pid = beside.exec(name)?.[1];
    const left = path.join(folder, name);
    if (pid !== undefined && left !== finished && !isRunning(Number(pid)))
      rmSync(left, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** One object and not a namespace, which a bundle would need a helper for. */
function problemTexts(keys: readonly string[]): string {
  const names = keys.filter((key) => key.startsWith('problem_'));
  const imports = names.map((key) => `import { ${key} } from './messages/${key}.js';\n`);
  const entries = names.map((key) => `  ${key.slice('problem_'.length)}: ${key},\n`);
  return `${imports.join('')}\nexport const problemTexts = {\n${entries.join('')}};\n`;
}
