import { base64nopad } from '@scure/base';
import { fail, must } from '../base/problem.ts';
import { isPaddedLength } from './padding.ts';

/** One recipient stanza of an age file: `-> kind args…`, then the body. */
export type Stanza = { readonly kind: string; readonly args: readonly string[]; readonly body: Uint8Array };

export type AgeHeader = {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** Bytes up to and with the newline after the MAC: the payload begins here. */
  readonly headerLength: number;
};

/** What the blind server asks of a sealed file; sizes in bytes. */
export type SealedRule = {
  /** Exactly so many recipients. */
  readonly stanzas: number;
  readonly kind: 'X25519';
  /** The plaintext is padded by PADMÉ with this floor. */
  readonly minBytes?: number;
  /** The plaintext is a multiple of this, and not empty. */
  readonly sizeStep?: number;
  /** The plaintext has exactly this length. */
  readonly exactBytes?: number;
};

/** Three post-quantum stanzas fit; ours (three of X25519) take about 370 bytes. */
export const HEADER_MOST = 8192;

const VERSION = 'age-encryption.org/v1';
const NEWLINE = 10;
const BODY_LINE_BYTES = 48;
const MAC_BYTES = 32;
const SHARE_BYTES = 32;
const WRAPPED_KEY_BYTES = 32;
const NONCE_BYTES = 16;
const TAG_BYTES = 16;
const CHUNK_BYTES = 64 * 1024;

/** Reads the textual header of an age file (age-encryption.org/v1); `envelope_damaged` at the first doubt. */
export function readAgeHeader(bytes: Uint8Array): AgeHeader {
  const lines = lineReader(bytes);
  must(lines.next() === VERSION, 'envelope_damaged');
  const stanzas: Stanza[] = [];
  for (;;) {
    const line = lines.next();
    if (!line.startsWith('-> ')) {
      must(stanzas.length > 0 && line.startsWith('--- '), 'envelope_damaged');
      const mac = fromBase64(line.slice(4));
      must(mac.length === MAC_BYTES, 'envelope_damaged');
      return { stanzas, mac, headerLength: lines.position() };
    }
    const [kind, ...args] = line.slice(3).split(' ');
    must(kind && args.every((arg) => arg !== ''), 'envelope_damaged');
    stanzas.push({ kind, args, body: readBody(lines) });
  }
}

/**
 * What can be checked of a sealed file without a key: the header's syntax, the number and kind of its recipients, and that the
 * payload has the length of a padded text. `total` is the file's length when only its beginning is at hand (uploads).
 * Throws `envelope_damaged` and nothing else.
 */
export function checkSealed(bytes: Uint8Array, rule: SealedRule, total: number = bytes.length): void {
  const { stanzas, headerLength } = readAgeHeader(bytes);
  must(stanzas.length === rule.stanzas, 'envelope_damaged');
  for (const stanza of stanzas) {
    must(stanza.kind === rule.kind && stanza.args.length === 1, 'envelope_damaged');
    must(fromBase64(stanza.args[0] ?? '').length === SHARE_BYTES, 'envelope_damaged');
    must(stanza.body.length === WRAPPED_KEY_BYTES, 'envelope_damaged');
  }
  const length = plainLength(total - headerLength);
  must(rule.minBytes === undefined || isPaddedLength(length, rule.minBytes), 'envelope_damaged');
  must(rule.sizeStep === undefined || (length > 0 && length % rule.sizeStep === 0), 'envelope_damaged');
  must(rule.exactBytes === undefined || length === rule.exactBytes, 'envelope_damaged');
}

/** Length of a sealed file whose plaintext has `plain` bytes, `headerLength` bytes of it before the payload. */
export function sealedLength(headerLength: number, plain: number): number {
  return headerLength + NONCE_BYTES + plain + TAG_BYTES * Math.max(1, Math.ceil(plain / CHUNK_BYTES));
}

/** Length of the plaintext under a payload: a nonce, then STREAM chunks of 64 KiB with a tag of 16 bytes each. */
function plainLength(payload: number): number {
  const sealed = payload - NONCE_BYTES;
  must(sealed >= TAG_BYTES, 'envelope_damaged');
  const chunks = Math.ceil(sealed / (CHUNK_BYTES + TAG_BYTES));
  const last = sealed - (chunks - 1) * (CHUNK_BYTES + TAG_BYTES);
  // only a file that is empty as a whole may end in an empty chunk
  must(last > TAG_BYTES || (last === TAG_BYTES && chunks === 1), 'envelope_damaged');
  return sealed - chunks * TAG_BYTES;
}

type Lines = { next: () => string; position: () => number };

function lineReader(bytes: Uint8Array): Lines {
  const head = bytes.subarray(0, HEADER_MOST);
  let at = 0;
  return {
    next() {
      const end = head.indexOf(NEWLINE, at);
      must(end >= 0, 'envelope_damaged');
      const line = head.subarray(at, end);
      must(
        line.every((byte) => byte >= 32 && byte <= 126),
        'envelope_damaged',
      );
      at = end + 1;
      return String.fromCharCode(...line);
    },
    position: () => at,
  };
}

/** Full lines of 64 characters, closed by a shorter one, which may be empty. */
function readBody(lines: Lines): Uint8Array {
  const body: number[] = [];
  for (;;) {
    const part = fromBase64(lines.next());
    must(part.length <= BODY_LINE_BYTES, 'envelope_damaged');
    body.push(...part);
    if (part.length < BODY_LINE_BYTES) return Uint8Array.from(body);
  }
}

/** Canonical base64 without padding: the decoder refuses stray bits. */
function fromBase64(text: string): Uint8Array {
  try {
    return base64nopad.decode(text);
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}
