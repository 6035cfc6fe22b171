import { must } from '../base/problem.ts';
import { latinDigits } from '../base/text.ts';
import { dammOf, RECEIPT } from './receipt.ts';
import type { Receipt } from './receipt.ts';

// spaces of all kinds, dashes, the tatweel, invisible and bidi marks: whatever comes along when digits are copied or written nicely
const BETWEEN_DIGITS =
  /[\s\-\u00AD\u0640\u061C\u200B-\u200F\u2010-\u2015\u202A-\u202E\u2060\u2066-\u2069\u2212\uFE58\uFE63\uFF0D]/g;

/**
 * A receipt as somebody typed it: Latin, Arabic-Indic or Persian digits, with spaces, dashes and bidi marks between them.
 * `receipt_digits`: not 21 digits; `receipt_check_digit`: one of them is wrong or two have changed places.
 */
export function parseReceipt(text: string): Receipt {
  const digits = latinDigits(text).replace(BETWEEN_DIGITS, '');
  must(RECEIPT.test(digits), 'receipt_digits');
  must(dammOf(digits) === 0, 'receipt_check_digit');
  return digits;
}
