/** Deeper than any contract of ours; far from what the stack of a recursive reader holds. */
const DEEPEST_BODY = 32;

/**
 * Whether a parsed body is nested deeper than any contract asks for. `JSON.parse` takes 30,000 levels; whoever then walks them
 * recursively (signatures, validation) runs out of stack, and a stranger would get a 500.
 */
export function isTooDeep(value: unknown, deepest = DEEPEST_BODY): boolean {
  // A stream of bytes is no JSON, and its own insides go round in circles.
  if (typeof value !== 'object' || value === null || !isOfJson(value)) return false;
  return deepest === 0 || Object.values(value).some((part) => isTooDeep(part, deepest - 1));
}

function isOfJson(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
