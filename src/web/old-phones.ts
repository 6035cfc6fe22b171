/*
 * The bundles' syntax is lowered to Chrome 80; two libraries call what came later: Svelte's runtime `replaceAll` (Chrome 85, text by
 * text), noble's hashes `Object.hasOwn` (Chrome 93). Imported first, on the page and in the worker, so that both are in place before
 * anything runs.
 */
if (!('replaceAll' in String.prototype)) {
  // oxlint-disable-next-line eslint/no-extend-native -- that is what this file is for
  Object.defineProperty(String.prototype, 'replaceAll', {
    configurable: true,
    writable: true,
    value(this: string, search: string, by: string) {
      return this.split(search).join(by);
    },
  });
}

const builtIn: { readonly name: string; readonly hasOwn?: unknown } = Object;
if (builtIn.hasOwn === undefined) {
  Object.defineProperty(Object, 'hasOwn', {
    configurable: true,
    writable: true,
    value: (owner: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(owner, key),
  });
}
