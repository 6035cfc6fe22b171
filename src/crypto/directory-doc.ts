import type { Json } from '../base/canonical.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { deskRecordHash, readDeskRecord } from './desk-record.ts';
import type { DeskRecord } from './desk-record.ts';
import { readChoice, readDay, readFields, readId, readKeyText, readRecord, readWhole } from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

/** One version of an organisation's directory: which desk records are true. Small, because the records themselves travel apart. */
export type DirectoryDoc = {
  readonly v: 1;
  readonly kind: 'directory';
  readonly organisation: Id;
  /** 1, 2, 3 …; never goes back. */
  readonly version: number;
  readonly day: Day;
  /** Hash of each desk's record (`deskRecordHash`), by desk id. */
  readonly desks: Readonly<Record<Id, string>>;
};

/** What a reader knows already: the highest version seen, and whose directory it asked for. */
export type DirectoryExpected = { readonly minVersion: number; readonly organisation?: Id };

const CONTEXT = 'muntada/directory/1';

/** The directory as signed bytes (`signContent`), by the organisation's root. */
export async function signDirectory(rootSecret: Uint8Array, doc: DirectoryDoc): Promise<Uint8Array> {
  return await signContent(CONTEXT, rootSecret, readDirectory(doc));
}

/** The directory, verified; `directory_refused`: not by this root or malformed; `directory_went_back`: an older version. */
export async function verifyDirectory(
  rootPublicKey: Uint8Array,
  signed: Uint8Array,
  expected: DirectoryExpected,
): Promise<DirectoryDoc> {
  const doc = await readSignedContent(CONTEXT, rootPublicKey, signed).then(readDirectory).catch(refuse);
  must(expected.organisation === undefined || doc.organisation === expected.organisation, 'directory_refused');
  must(doc.version >= expected.minVersion, 'directory_went_back');
  return doc;
}

/** A desk's record, believed only when the directory names its hash; `directory_refused` otherwise. */
export async function verifyDeskRecord(doc: DirectoryDoc, record: Json): Promise<DeskRecord> {
  const read = readOrRefuse(record);
  must(read.organisationId === doc.organisation, 'directory_refused');
  const readHash = await deskRecordHash(read);
  must(
    Object.entries(doc.desks).some(([id, hash]) => id === read.id && hash === readHash),
    'directory_refused',
  );
  return read;
}

function readDirectory(value: Json): DirectoryDoc {
  const fields = readFields(value, ['v', 'kind', 'organisation', 'version', 'day', 'desks']);
  const desks: Record<Id, string> = {};
  for (const [id, hash] of Object.entries(readRecord(fields.desks))) desks[readId(id)] = readKeyText(hash);
  return {
    v: readChoice(fields.v, [1]),
    kind: readChoice(fields.kind, ['directory']),
    organisation: readId(fields.organisation),
    version: readWhole(fields.version, 1),
    day: readDay(fields.day),
    desks,
  };
}

function readOrRefuse(record: Json): DeskRecord {
  try {
    return readDeskRecord(record);
  } catch (cause) {
    return refuse(cause);
  }
}

function refuse(cause: unknown): never {
  return fail('directory_refused', {}, cause);
}
