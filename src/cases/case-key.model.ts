import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { openWith, sealTo } from '../crypto/age.ts';
import type { IndexKey } from '../crypto/entry.ts';
import { importIndexKey, openEntry, sealEntry } from '../crypto/entry.ts';
import { systemRandom } from '../crypto/random.ts';
import { readChoice, readFields, readId, readKeyText, readText } from '../crypto/shape.ts';

/** The key of what a desk notes about one report: 32 random bytes. */
export type CaseKey = Uint8Array;

/** An internal note, as it is sealed. */
export type NoteContent = { readonly v: 1; readonly kind: 'note'; readonly text: string };

/** Longest internal note in UTF-16 units: a sealed note stays far under the limit of a request. */
export const NOTE_MOST = 8000;

const KEY_BYTES = 32;

/** A fresh case key. */
export function newCaseKey(): CaseKey {
  return systemRandom(KEY_BYTES);
}

/** The case key as an age file to an epoch; the case's id stands inside, so that a server cannot hand out another case's. */
export async function wrapCaseKey(epochRecipient: string, caseId: Id, key: CaseKey): Promise<Uint8Array> {
  must(key.length === KEY_BYTES, 'malformed');
  return await sealTo([epochRecipient], utf8(canonicalJson({ v: 1, kind: 'case', caseId, key: toBase64url(key) })));
}

/** The case key in a wrap; refusals as `openWith`, and `envelope_damaged` for another case's. */
export async function unwrapCaseKey(identities: readonly string[], wrapped: Uint8Array, caseId: Id): Promise<CaseKey> {
  const plain = await openWith(identities, wrapped);
  try {
    const fields = readFields(JSON.parse(fromUtf8(plain)) as Json, ['v', 'kind', 'caseId', 'key']);
    readChoice(fields.v, [1]);
    readChoice(fields.kind, ['case']);
    must(readId(fields.caseId) === caseId, 'envelope_damaged');
    return fromBase64url(readKeyText(fields.key));
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

/** The case key inside WebCrypto, for notes and stubs. */
export async function importCaseKey(key: CaseKey): Promise<IndexKey> {
  return await importIndexKey(key);
}

/** A note under the case key, bound to its id. */
export async function sealNote(key: IndexKey, noteId: Id, text: string): Promise<Uint8Array> {
  must(text.length <= NOTE_MOST, 'too_large');
  return await sealEntry(key, noteId, { v: 1, kind: 'note', text } satisfies NoteContent);
}

/** The text of a note; `envelope_damaged` for another note's or a changed one. */
export async function openNote(key: IndexKey, noteId: Id, sealed: Uint8Array): Promise<string> {
  const fields = readFields(await openEntry(key, noteId, sealed), ['v', 'kind', 'text']);
  readChoice(fields.v, [1]);
  readChoice(fields.kind, ['note']);
  return readText(fields.text, NOTE_MOST);
}
