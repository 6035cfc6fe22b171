import { fromBase64url } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { isUuid } from '../base/ids.ts';
import type { Id } from '../base/ids.ts';
import { must } from '../base/problem.ts';

/**
 * Strict readers of decrypted JSON, written by hand because a schema library weighs more than the whole reporter application.
 * Each returns the value with its type, or throws `wrong_shape`.
 */
export type Fields = Readonly<Record<string, Json | undefined>>;

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** A plain object with these keys and no others. */
export function readFields(
  value: Json | undefined,
  required: readonly string[],
  optional: readonly string[] = [],
): Fields {
  const fields = readRecord(value);
  const keys = Object.keys(fields);
  must(
    required.every((key) => keys.includes(key)) &&
      keys.every((key) => required.includes(key) || optional.includes(key)),
    'wrong_shape',
  );
  return fields;
}

/** A plain object with any keys. */
export function readRecord(value: Json | undefined): Readonly<Record<string, Json>> {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), 'wrong_shape');
  return value as Readonly<Record<string, Json>>;
}

/** A list of at most `most` parts, each read by `readPart`. */
export function readList<T>(value: Json | undefined, most: number, readPart: (part: Json) => T): readonly T[] {
  must(Array.isArray(value) && value.length <= most, 'wrong_shape');
  return value.map((part: Json) => readPart(part));
}

/** A text of at most `most` UTF-16 units. */
export function readText(value: Json | undefined, most: number): string {
  must(typeof value === 'string' && value.length <= most, 'wrong_shape');
  return value;
}

/** A whole number in [least, most]. */
export function readWhole(value: Json | undefined, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  must(typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most, 'wrong_shape');
  return value;
}

/** True or false. */
export function readFlag(value: Json | undefined): boolean {
  must(typeof value === 'boolean', 'wrong_shape');
  return value;
}

/** One of the words listed. */
export function readChoice<const T extends string | number>(value: Json | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  must(found !== undefined, 'wrong_shape');
  return found;
}

/** A UUID in its canonical form. */
export function readId(value: Json | undefined): Id {
  must(typeof value === 'string' && isUuid(value), 'wrong_shape');
  return value;
}

/** A calendar day, `YYYY-MM-DD`. */
export function readDay(value: Json | undefined): string {
  must(typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)), 'wrong_shape');
  return value;
}

/** 32 bytes in base64url; the text is returned, because that is how keys travel. */
export function readKeyText(value: Json | undefined): string {
  must(typeof value === 'string' && value.length === 43, 'wrong_shape');
  fromBase64url(value);
  return value;
}

/** An age X25519 recipient, by its form. */
export function readRecipient(value: Json | undefined): string {
  must(typeof value === 'string' && RECIPIENT.test(value), 'wrong_shape');
  return value;
}

/** An age X25519 identity, by its form. */
export function readIdentity(value: Json | undefined): string {
  must(typeof value === 'string' && IDENTITY.test(value), 'wrong_shape');
  return value;
}
