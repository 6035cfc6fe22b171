/** Deeper than any contract of ours; far from what the stack of a recursive reader holds. */
export const DEEPEST_BODY = 32;

/**
 * Whether a parsed body is nested deeper than any contract asks for. `JSON.parse` takes 30,000 levels; whoever then walks them
 * recursively (signatures, validation) runs out of stack, and a stranger would get a 500.
 */
export function isTooDeep(value: unknown, deepest = DEEPEST_BODY): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return deepest === 0 || Object.values(value).some((part) => isTooDeep(part, deepest - 1));
}
