/*
 * The bundles' syntax is lowered to Chrome 80; Svelte's runtime calls one method that came later (Chrome 85). Imported first, so that
 * it is in place before anything renders. Only the form that Svelte uses: text by text.
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
