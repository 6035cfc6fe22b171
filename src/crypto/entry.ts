import { concat, fromUtf8, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { padToStep, unpadFromStep } from './padding.ts';
import { systemRandom } from './random.ts';

/** List entries come in multiples of this, nearly all of them in one: the size of a row tells nothing. */
export const ENTRY_STEP = 512;

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** An epoch's index key inside WebCrypto: imported once per page of a list, not extractable. */
export type IndexKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The index key (32 bytes) for AES-256-GCM. */
export async function importIndexKey(key: Uint8Array): Promise<IndexKey> {
  must(key.length === KEY_BYTES, 'malformed');
  return await crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** A list entry: random nonce (12 bytes) ‖ AES-256-GCM of the padded canonical JSON, bound to the report's id. */
export async function sealEntry(key: IndexKey, reportId: Id, entry: Json): Promise<Uint8Array> {
  const iv = new Uint8Array(systemRandom(NONCE_BYTES));
  const plain = new Uint8Array(padToStep(utf8(canonicalJson(entry)), ENTRY_STEP));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(reportId) }, key, plain);
  return concat(iv, new Uint8Array(sealed));
}

/** Whether bytes have the length of a sealed entry: all that a server can check of one. */
export function isSealedEntry(sealed: Uint8Array): boolean {
  const length = sealed.length - NONCE_BYTES - TAG_BYTES;
  return length >= ENTRY_STEP && length % ENTRY_STEP === 0;
}

/** The entry of this report; `envelope_damaged` for another report's, another key's or a changed one. */
export async function openEntry(key: IndexKey, reportId: Id, sealed: Uint8Array): Promise<Json> {
  must(isSealedEntry(sealed), 'envelope_damaged');
  const whole = new Uint8Array(sealed);
  const iv = whole.subarray(0, NONCE_BYTES);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: boundTo(reportId) },
      key,
      whole.subarray(NONCE_BYTES),
    );
    return JSON.parse(fromUtf8(unpadFromStep(new Uint8Array(plain), ENTRY_STEP))) as Json;
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

function boundTo(reportId: Id): Uint8Array<ArrayBuffer> {
  return new Uint8Array(utf8(`muntada/entry/1 ${reportId}`));
}
