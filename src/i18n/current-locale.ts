import type { Locale } from './locale.ts';

/** Put in by the browser builds, one language each; absent on the server. */
declare const __LOCALE__: Locale | undefined;

/**
 * The one language of this browser bundle; undefined on the server, which speaks all three.
 * @public read by the compiled messages' own runtime (scripts/build/messages.ts)
 */
export const staticLocale: Locale | undefined = typeof __LOCALE__ === 'undefined' ? undefined : __LOCALE__;

let rendering: Locale | undefined;

/**
 * The language of this bundle, or of the page that is being rendered. Throws outside both: server code passes `{ locale }` to each
 * message, and a forgotten one must not silently answer in Arabic.
 */
export function currentLocale(): Locale {
  const locale = staticLocale ?? rendering;
  if (locale === undefined)
    throw new Error('No language here: pass { locale } to the message, or render inside withLocale');
  return locale;
}

/** Runs a synchronous rendering in a language. Nothing else can run in between, so that two requests never mix their languages. */
export function withLocale<T>(locale: Locale, render: () => T): T {
  const outer = rendering;
  rendering = locale;
  try {
    const result = render();
    if (result instanceof Promise) throw new Error('withLocale renders synchronously only');
    return result;
  } finally {
    rendering = outer;
  }
}
