import { isProblem } from '../../../base/problem.ts';

/** Whether the same request may well succeed a little later. */
export function isPassing(error: unknown): boolean {
  return isProblem(error, 'unavailable') || isProblem(error, 'internal') || isProblem(error, 'too_many');
}
