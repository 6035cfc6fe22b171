import { must } from '../base/problem.ts';

/**
 * PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PETS 2019): a length
 * tells O(log log n) bits and costs at most 12 %. Layout: length of the content (4 bytes, big-endian) ‖ content ‖ zeros.
 */
export const TEXT_FLOOR = 4096;

const PREFIX_BYTES = 4;
const LENGTH_MOST = 2 ** 31 - 1;

/** Length of the padded whole for a content of `length` bytes; `floor` is the smallest whole. */
export function paddedLength(length: number, floor: number = TEXT_FLOOR): number {
  return Math.max(floor, padme(length + PREFIX_BYTES));
}

/** Whether a whole of this length can have come out of `pad` with this floor. */
export function isPaddedLength(length: number, floor: number = TEXT_FLOOR): boolean {
  return length === floor || (length > floor && length <= LENGTH_MOST && padme(length) === length);
}

/** The content in a whole whose length tells little. */
export function pad(content: Uint8Array, floor: number = TEXT_FLOOR): Uint8Array {
  return fill(content, paddedLength(content.length, floor));
}

/** The content of a padded whole; `padding_damaged` when the size is not the one `pad` gives or a filler byte is not zero. */
export function unpad(whole: Uint8Array, floor: number = TEXT_FLOOR): Uint8Array {
  const content = readContent(whole);
  must(paddedLength(content.length, floor) === whole.length, 'padding_damaged');
  return content;
}

/** The content in a whole whose length is a multiple of `step`: for many small things of nearly one size. */
export function padToStep(content: Uint8Array, step: number): Uint8Array {
  return fill(content, steppedLength(content.length, step));
}

/** The content of a whole made by `padToStep`; `padding_damaged` otherwise. */
export function unpadFromStep(whole: Uint8Array, step: number): Uint8Array {
  const content = readContent(whole);
  must(steppedLength(content.length, step) === whole.length, 'padding_damaged');
  return content;
}

/** What stands before and after a content that is too long to hold at once (attachments): the prefix, the number of zeros. */
export function paddingOf(length: number, floor: number = TEXT_FLOOR): { prefix: Uint8Array; zeros: number } {
  must(length <= LENGTH_MOST, 'too_large');
  const prefix = new Uint8Array(PREFIX_BYTES);
  new DataView(prefix.buffer).setUint32(0, length);
  return { prefix, zeros: paddedLength(length, floor) - PREFIX_BYTES - length };
}

function padme(length: number): number {
  const exponent = 31 - Math.clz32(length);
  if (exponent < 1) return length;
  const mantissaBits = 32 - Math.clz32(exponent);
  const step = 2 ** Math.max(0, exponent - mantissaBits);
  return Math.ceil(length / step) * step;
}

function steppedLength(length: number, step: number): number {
  return Math.ceil((length + PREFIX_BYTES) / step) * step;
}

function fill(content: Uint8Array, size: number): Uint8Array {
  must(content.length <= LENGTH_MOST, 'too_large');
  const whole = new Uint8Array(size);
  new DataView(whole.buffer).setUint32(0, content.length);
  whole.set(content, PREFIX_BYTES);
  return whole;
}

function readContent(whole: Uint8Array): Uint8Array {
  must(whole.length >= PREFIX_BYTES, 'padding_damaged');
  const length = new DataView(whole.buffer, whole.byteOffset, whole.byteLength).getUint32(0);
  must(length <= whole.length - PREFIX_BYTES, 'padding_damaged');
  const end = PREFIX_BYTES + length;
  must(
    whole.subarray(end).every((byte) => byte === 0),
    'padding_damaged',
  );
  return whole.slice(PREFIX_BYTES, end);
}
