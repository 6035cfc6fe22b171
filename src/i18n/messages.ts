/**
 * Every text of the house as a typed function, `m.key(inputs, { locale })`, compiled from `messages/*.json` by `scripts/build.ts`.
 * In the browser and inside `withLocale` the language is known and the options are left out; server code passes them.
 */
export * as m from './generated/messages/_index.js';
