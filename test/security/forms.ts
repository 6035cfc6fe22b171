import type { Id } from '../../src/base/ids.ts';
import { BASHIQA, FIRST_COUNTED, MAQIL } from '../../src/demo/forums/register.ts';

/** How the addresses of a language begin. */
export const LANGUAGES = ['', '/ckb', '/en'] as const;

/** Where each language's forms are sent to: a forum takes sixty an hour, and every visitor sends one in each language. */
export const FORUM_OF_FORMS: Readonly<Record<(typeof LANGUAGES)[number], Id>> = {
  '': MAQIL,
  '/ckb': BASHIQA,
  '/en': FIRST_COUNTED,
};
