import { REPORTER_FOLDER, REPORTER_NEVER_LOADS, TOO_YOUNG_FOR_PHONES } from './tables.ts';
import type { Tree } from './tree.ts';
import { targetOf } from './tree.ts';
import type { Violation } from './violation.ts';
import { placeOf } from './zone.ts';

/** Files that import each other in a circle, types included: a circle has no bottom to read first. A lazy import closes none. */
export function checkCircles(tree: Tree): Violation[] {
  const violations: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    path.push(file);
    for (const next of neighbours(tree, file)) {
      if (state.get(next) === 'open') {
        const circle = [...path.slice(path.indexOf(next)), next];
        violations.push({ rule: 'circle', file: next, says: circle.join(' → ') });
      } else if (!state.has(next)) {
        visit(next);
      }
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of tree.files.keys()) if (file.startsWith('src/') && !state.has(file)) visit(file);
  return violations;
}

/** What the reporter's pages would load over a bad line and must not, and what her old phone does not have. */
export function checkReporter(tree: Tree): Violation[] {
  const violations: Violation[] = [];
  const loaded = new Map<string, string>();
  const start = [...tree.files.keys()].filter(
    (path) => path.startsWith(REPORTER_FOLDER) && placeOf(path).zone !== 'test',
  );
  const queue = start.map((path) => ({ path, way: path }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (loaded.has(next.path)) continue;
    loaded.set(next.path, next.way);
    for (const each of tree.files.get(next.path)?.facts?.imports ?? []) {
      if (each.typeOnly) continue;
      const target = targetOf(next.path, each.specifier);
      const name = target.kind === 'file' ? target.path : target.kind === 'package' ? target.specifier : target.name;
      const never = REPORTER_NEVER_LOADS.some(
        (refused) => name === refused || (refused.endsWith('/') && name.startsWith(refused)),
      );
      if (never)
        violations.push({
          rule: 'reporter-loads',
          file: next.path,
          says: `the reporter's pages would load ${name}: ${next.way}`,
        });
      else if (target.kind === 'file') queue.push({ path: target.path, way: `${next.way} → ${target.path}` });
    }
  }
  for (const file of tree.files.values()) {
    const { zone } = placeOf(file.path);
    if (!loaded.has(file.path) && zone !== 'pure' && zone !== 'slice-pure') continue;
    for (const name of TOO_YOUNG_FOR_PHONES) {
      if (file.facts?.globals.has(name))
        violations.push({ rule: 'old-phone', file: file.path, says: `Chrome 80 has no ${name}` });
    }
  }
  return violations;
}

function neighbours(tree: Tree, path: string): string[] {
  const imports = tree.files.get(path)?.facts?.imports ?? [];
  return imports
    .filter((each) => !each.lazy)
    .map((each) => targetOf(path, each.specifier))
    .flatMap((target) => (target.kind === 'file' && tree.files.has(target.path) ? [target.path] : []));
}
