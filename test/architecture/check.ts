import { checkArrows } from './arrows.ts';
import { checkHabits } from './habits.ts';
import { checkCircles, checkReporter } from './reach.ts';
import { readTree } from './tree.ts';
import type { Violation } from './violation.ts';

export interface Verdict {
  readonly violations: readonly Violation[];
  /** Files with code that were parsed, and imports inside `src/` that were looked at. */
  readonly files: number;
  readonly imports: number;
}

/** Holds a project against the laws of the house. Throws when it sees no code in `src/` or no import: then it checked nothing. */
export function checkArchitecture(root: string): Verdict {
  const tree = readTree(root);
  const files = [...tree.files.values()].filter((file) => file.facts && file.path.startsWith('src/')).length;
  const arrows = checkArrows(tree);
  if (files === 0 || arrows.imports === 0)
    throw new Error(`nothing to check: ${files} files, ${arrows.imports} imports`);
  const violations = [...arrows.violations, ...checkCircles(tree), ...checkReporter(tree), ...checkHabits(tree)];
  return { violations, files, imports: arrows.imports };
}
