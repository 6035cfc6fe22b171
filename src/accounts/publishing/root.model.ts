import { equalBytes, fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { Json } from '../../base/canonical.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import { openWith, sealTo } from '../../crypto/age.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { deskHashes, readDeskRecord } from '../../crypto/desk-record.ts';
import { signDirectory, verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import type { SigningKey } from '../../crypto/sign.ts';
import { newSigningKey, sign, signingKeyOf } from '../../crypto/sign.ts';
import type { RecordChange } from './record.model.ts';
import { compareRecords } from './record.model.ts';

/** What a root signs to show that its maker holds it: her account's id, under this context. */
export const ROOT_CONTEXT = 'muntada/root/1';

const SEED_BYTES = 32;

/** A new root as a head's browser hands it over: sealed to her alone, with the proof that she holds it. */
export async function makeRoot(head: { readonly accountId: Id; readonly recipient: string }): Promise<{
  publicKey: string;
  sealed: string;
  proof: string;
}> {
  const root = await newSigningKey();
  return {
    publicKey: toBase64url(root.public),
    sealed: await sealRoot(root, head.recipient),
    proof: toBase64url(await sign(ROOT_CONTEXT, root.secret, utf8(head.accountId))),
  };
}

/** A copy of the root for a holder. */
export async function sealRoot(root: SigningKey, recipient: string): Promise<string> {
  return toBase64url(await sealTo([recipient], root.secret));
}

/** The root out of a holder's copy; `envelope_damaged` when it is not the organisation's. */
export async function openRoot(identity: string, sealed: string, publicKey: string): Promise<SigningKey> {
  const seed = await openWith(identity, fromBase64url(sealed));
  must(seed.length === SEED_BYTES, 'envelope_damaged');
  const root = await signingKeyOf(seed);
  must(equalBytes(root.public, fromBase64url(publicKey)), 'envelope_damaged');
  return root;
}

/** The state of an organisation's directory as the server tells it. */
export interface ToldDirectory {
  readonly version: number;
  readonly signed: string | null;
  readonly records: readonly unknown[];
  readonly pending: readonly unknown[];
}

/** What a head is about to sign, checked against what was signed before. */
export interface NextDirectory {
  readonly organisation: Id;
  readonly version: number;
  readonly records: readonly DeskRecord[];
  /** Records that differ from those last signed; empty: there is nothing to publish. */
  readonly changes: readonly RecordChange[];
}

/**
 * Checks what the server asks to be signed: the last version is the root's own and not older than one seen before, and no record goes
 * back or loses what it must keep. `directory_refused`, `directory_went_back` otherwise. What is left for the head's eyes are the
 * changes, and for her ears the six words of new keys.
 */
export async function checkNext(
  rootKey: Uint8Array,
  organisation: Id,
  told: ToldDirectory,
  seenVersion: number,
): Promise<NextDirectory> {
  const last = await readLast(rootKey, organisation, told, seenVersion);
  const records = told.pending.map((each) => readDeskRecord(each as Json));
  must(
    records.every((each) => each.organisationId === organisation),
    'directory_refused',
  );
  must(
    last.every((each) => records.some((next) => next.id === each.id)),
    'directory_refused',
  );
  const changes = records.flatMap((next) => {
    const change = compareRecords(
      last.find((each) => each.id === next.id),
      next,
    );
    must(change !== 'refused', 'directory_refused');
    return change ? [change] : [];
  });
  return { organisation, version: told.version + 1, records, changes };
}

/** The signed next version. */
export async function signNext(root: SigningKey, next: NextDirectory, day: Day): Promise<Uint8Array> {
  return await signDirectory(root.secret, {
    v: 1,
    kind: 'directory',
    organisation: next.organisation,
    version: next.version,
    day,
    desks: await deskHashes(next.records),
  });
}

async function readLast(
  rootKey: Uint8Array,
  organisation: Id,
  told: ToldDirectory,
  seenVersion: number,
): Promise<DeskRecord[]> {
  if (told.signed === null) {
    must(told.version === 0 && seenVersion === 0, 'directory_went_back');
    must(told.records.length === 0, 'directory_refused');
    return [];
  }
  const doc = await verifyDirectory(rootKey, fromBase64url(told.signed), { minVersion: seenVersion, organisation });
  must(doc.version === told.version, 'directory_refused');
  const records = await Promise.all(told.records.map((each) => verifyDeskRecord(doc, each as Json)));
  must(records.length === Object.keys(doc.desks).length, 'directory_refused');
  return records;
}
