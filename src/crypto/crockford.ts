import { must } from '../base/problem.ts';

/** Crockford's base 32: digits and capitals without I, L, O, U, for what people copy by hand. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_SYMBOLS = `${SYMBOLS}*~$=U`;
const BITS = 5;
const ALIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** The bytes as symbols, first bits first; the last symbol is filled with zero bits. */
export function toCrockford(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= BITS; bits -= BITS) text += SYMBOLS.charAt((held >> (bits - BITS)) & 31);
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + SYMBOLS.charAt((held << (BITS - bits)) & 31);
}

/** The bytes of symbols as `plainSymbols` gives them; `malformed` for other symbols, stray bits and impossible lengths. */
export function fromCrockford(text: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const symbol of text) {
    const value = SYMBOLS.indexOf(symbol);
    must(value >= 0, 'malformed');
    held = (held << BITS) | value;
    bits += BITS;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  must(bits < BITS && held === 0, 'malformed');
  return Uint8Array.from(bytes);
}

/** Symbols as somebody typed them: capitals, without blanks, dashes and bidi marks, and with I, L, O read as 1, 1, 0. */
export function plainSymbols(text: string): string {
  const typed = text
    .toUpperCase()
    .replace(/[\s\-\u061C\u200B-\u200F\u2010-\u2015\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');
  return [...typed].map((symbol) => ALIKE[symbol] ?? symbol).join('');
}

/** Crockford's check symbol: the number modulo 37. Catches every wrong symbol and every swap. */
export function checkSymbol(text: string): string {
  let rest = 0;
  for (const symbol of text) rest = (rest * 32 + SYMBOLS.indexOf(symbol)) % 37;
  return CHECK_SYMBOLS.charAt(rest);
}

/** In groups, as it is printed. */
export function inGroups(text: string, size: number): string {
  return (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-');
}
