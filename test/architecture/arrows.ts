import { DATA_OUTSIDE_SRC, GROUND, PACKAGES, PURE_FOLDERS, SLICES } from './tables.ts';
import type { Target, Tree } from './tree.ts';
import { targetOf } from './tree.ts';
import type { Violation } from './violation.ts';
import type { Place } from './zone.ts';
import { placeOf, runsInBrowser } from './zone.ts';

/** Every import in `src/` that goes against an arrow, and how many imports were looked at. */
export function checkArrows(tree: Tree): { violations: Violation[]; imports: number } {
  const violations: Violation[] = [];
  let imports = 0;
  for (const file of tree.files.values()) {
    const from = placeOf(file.path);
    if (from.zone === 'outside' || !file.facts) continue;
    for (const each of file.facts.imports) {
      imports++;
      if (from.zone === 'test') continue;
      const target = targetOf(file.path, each.specifier);
      const refusal =
        target.kind === 'file' ? refuseFile(from, target.path) : refuseLibrary(from, target, tree, each.typeOnly);
      if (refusal) violations.push({ ...refusal, file: `${file.path}:${each.line}` });
    }
  }
  return { violations, imports };
}

type Refusal = Omit<Violation, 'file'> | undefined;

function refuseFile(from: Place, path: string): Refusal {
  const to = placeOf(path);
  if (to.zone === 'outside') {
    return DATA_OUTSIDE_SRC.test(path) ? undefined : { rule: 'outside', says: `src/ stands alone, ${path} is outside` };
  }
  if (to.zone === 'test') return { rule: 'arrow', says: `nothing imports a test: ${path}` };
  if (to.zone === 'pure') return refusePureFolder(from, to, path);
  if (crossesSlices(from, to)) return refuseNeighbour(from, to, path);
  return mayKnow(from, to) ? undefined : { rule: 'arrow', says: `${nameOf(from)} may not know ${path}` };
}

function refusePureFolder(from: Place, to: Place, path: string): Refusal {
  if (from.zone !== 'pure' || from.folder === to.folder) return undefined;
  const known = PURE_FOLDERS[from.folder] ?? [];
  return known.includes(to.folder) ? undefined : { rule: 'arrow', says: `${from.folder} may not know ${path}` };
}

/** The table of arrows inside one slice and between the layers; slices among themselves are `refuseNeighbour`. */
function mayKnow(from: Place, to: Place): boolean {
  switch (from.zone) {
    case 'ground':
      return to.zone === 'ground' && (to.folder === from.folder || (GROUND[from.folder] ?? []).includes(to.folder));
    case 'slice-pure':
      return to.zone === 'slice-pure';
    case 'slice-server':
      return ['ground', 'slice-pure', 'slice-server'].includes(to.zone);
    case 'slice-web':
      return ['slice-pure', 'slice-web', 'shell'].includes(to.zone);
    case 'shell':
      return ['slice-pure', 'slice-web', 'shell'].includes(to.zone);
    case 'top':
      return ['ground', 'slice-pure', 'slice-server', 'top'].includes(to.zone);
    default:
      return false;
  }
}

function crossesSlices(from: Place, to: Place): boolean {
  return from.zone.startsWith('slice-') && to.zone.startsWith('slice-') && from.folder !== to.folder;
}

function refuseNeighbour(from: Place, to: Place, path: string): Refusal {
  if (!(SLICES[from.folder] ?? []).includes(to.folder)) {
    return { rule: 'slice-graph', says: `${from.folder} may not know the slice ${to.folder} (${path})` };
  }
  const doors = { 'slice-pure': ['model'], 'slice-server': ['model', 'index'], 'slice-web': ['model', 'web-door'] };
  const open = doors[from.zone as keyof typeof doors];
  if (open.includes(to.part)) return undefined;
  return { rule: 'door', says: `slices meet at ${open.join(' or ')}, not at ${path}` };
}

function refuseLibrary(from: Place, target: Exclude<Target, { kind: 'file' }>, tree: Tree, typeOnly: boolean): Refusal {
  if (target.kind === 'node') {
    if (!runsInBrowser(from)) return undefined;
    return { rule: 'node-in-browser', says: `${nameOf(from)} runs in the browser too and may not use ${target.name}` };
  }
  if (target.specifier === 'vite/client' && typeOnly) return undefined;
  const allowed = packagesOf(from) ?? tree.dependencies;
  if (allowed.includes(target.name)) return undefined;
  return { rule: 'package', says: `${nameOf(from)} may not use the package ${target.name}` };
}

function packagesOf(from: Place): readonly string[] | undefined {
  if (from.zone === 'pure') return PACKAGES[from.folder as 'base' | 'i18n' | 'crypto'];
  if (from.zone === 'slice-pure') return PACKAGES.slice;
  return runsInBrowser(from) ? PACKAGES.browser : undefined;
}

function nameOf(place: Place): string {
  const side: Readonly<Record<string, string>> = {
    'slice-pure': ', a pure file of the slice,',
    'slice-server': ', a server file of the slice,',
    'slice-web': ', a screen of the slice,',
  };
  return `${place.folder || 'main'}${side[place.zone] ?? ''}`;
}
