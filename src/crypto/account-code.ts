import { fail, must } from '../base/problem.ts';
import { checkSymbol, fromCrockford, inGroups, plainSymbols, toCrockford } from './crockford.ts';
import { systemRandom } from './random.ts';
import type { RandomBytes } from './random.ts';

/** 128 random bits that never reach the server: printed once on a card, typed once per device. */
export type AccountCode = Uint8Array;

const CODE_BYTES = 16;
const CODE_SYMBOLS = 26;
const GROUP = 4;

/** A new code. */
export function newAccountCode(random: RandomBytes = systemRandom): AccountCode {
  return random(CODE_BYTES);
}

/** As it stands on the card: 26 symbols and a check symbol (Crockford's base 32) in groups of four. */
export function formatAccountCode(code: AccountCode): string {
  must(code.length === CODE_BYTES, 'malformed');
  const symbols = toCrockford(code);
  return inGroups(symbols + checkSymbol(symbols), GROUP);
}

/** The code as somebody typed it; `account_code_refused` when the length, a symbol or the check symbol is wrong. */
export function parseAccountCode(text: string): AccountCode {
  const typed = plainSymbols(text);
  const symbols = typed.slice(0, CODE_SYMBOLS);
  must(typed.length === CODE_SYMBOLS + 1, 'account_code_refused');
  try {
    const code = fromCrockford(symbols);
    must(typed.slice(CODE_SYMBOLS) === checkSymbol(symbols), 'account_code_refused');
    return code;
  } catch (cause) {
    return fail('account_code_refused', {}, cause);
  }
}
