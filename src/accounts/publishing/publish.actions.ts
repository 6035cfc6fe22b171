import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { equalBytes, fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { Json } from '../../base/canonical.ts';
import { canonicalJson } from '../../base/canonical.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { readDeskRecord } from '../../crypto/desk-record.ts';
import { verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import { verify } from '../../crypto/sign.ts';
import {
  findNewestDirectory,
  findOrganisation,
  insertDirectory,
  listDesksOf,
  setEpochsInForce,
} from '../../directory/index.ts';
import type { Queries } from '../../storage/database.ts';
import { mayHoldRoot } from '../access.ts';
import { HEAD_ROLES } from '../model.ts';
import { listKeyed } from '../people/keyed.queries.ts';
import type {
  getKeyDirectory,
  getRoot,
  makeRoot as makeRootContract,
  publishKeyDirectory,
  shareRoot as shareRootContract,
} from './publish.contract.ts';
import { nextRecord } from './record.model.ts';
import { ROOT_CONTEXT } from './root.model.ts';
import { deleteRoots, insertRoot, listRootHolders } from './root.queries.ts';
import type { TeamGround } from '../teams/team.actions.ts';
import { WRAP_RULE } from '../teams/epoch.model.ts';
import type { EpochRow } from '../teams/team.queries.ts';
import { listEpochs, listMembers } from '../teams/team.queries.ts';

const scopeOf = (actor: Actor) => ({ tenant: actor.tenantId, actor: actor.accountId });

/** Who keeps the root, and the reader's own sealed copy; for heads. */
export async function readRoot(ground: TeamGround, actor: Actor): Promise<OutputOf<typeof getRoot>> {
  must(mayHoldRoot(actor), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const holders = await listRootHolders(tx, actor.tenantId);
    const own = holders.find((each) => each.accountId === actor.accountId);
    const heads = await listKeyed(tx, actor.tenantId, HEAD_ROLES);
    const [first] = holders;
    return {
      publicKey: first ? toBase64url(first.publicKey) : null,
      sealed: own ? toBase64url(own.sealed) : null,
      mayMake: !holders.some((each) => each.active),
      holders: holders.map(({ accountId, name, active }) => ({ accountId, name, active })),
      heads: heads
        .filter((each) => mayHoldRoot(each) && !holders.some((holder) => holder.accountId === each.accountId))
        .map(({ accountId, name, recipient, signingKey }) => ({
          accountId,
          name,
          recipient,
          signingKey: toBase64url(signingKey),
        })),
    };
  });
}

/** Keeps a root that a head's browser made; refused while somebody active keeps one. `proof`: the root's signature over her id. */
export async function makeRoot(
  ground: TeamGround,
  actor: Actor,
  made: Input<typeof makeRootContract>['body'],
): Promise<void> {
  must(mayHoldRoot(actor), 'not_allowed');
  const publicKey = fromBase64url(made.publicKey);
  const sealed = fromBase64url(made.sealed);
  must(await verify(ROOT_CONTEXT, publicKey, utf8(actor.accountId), fromBase64url(made.proof)), 'signature_refused');
  checkSealed(sealed, WRAP_RULE);
  await ground.database.transact(scopeOf(actor), async (tx) => {
    const holders = await listRootHolders(tx, actor.tenantId);
    must(!holders.some((each) => each.active), 'already_different');
    await deleteRoots(tx, actor.tenantId);
    await insertRoot(tx, {
      tenant_id: actor.tenantId,
      account_id: actor.accountId,
      public_key: publicKey,
      sealed,
    });
    await leaf(tx, ground, actor, 'root.made', `organisation:${actor.tenantId}`);
  });
}

/** A holder gives the root, sealed, to another head of the organisation. */
export async function shareRoot(
  ground: TeamGround,
  actor: Actor,
  { accountId, sealed }: Input<typeof shareRootContract>['body'],
): Promise<void> {
  const copy = fromBase64url(sealed);
  checkSealed(copy, WRAP_RULE);
  await ground.database.transact(scopeOf(actor), async (tx) => {
    const holders = await listRootHolders(tx, actor.tenantId);
    const own = holders.find((each) => each.accountId === actor.accountId && each.active);
    must(own && mayHoldRoot(actor), 'not_allowed');
    const head = (await listKeyed(tx, actor.tenantId, HEAD_ROLES)).find((each) => each.accountId === accountId);
    must(head && mayHoldRoot(head), 'not_found');
    await insertRoot(tx, { tenant_id: actor.tenantId, account_id: accountId, public_key: own.publicKey, sealed: copy });
    await leaf(tx, ground, actor, 'root.shared', `account:${accountId}`);
  });
}

/** The last signed directory, and what ought to be signed next; for heads. */
export async function readKeyDirectory(ground: TeamGround, actor: Actor): Promise<OutputOf<typeof getKeyDirectory>> {
  must(mayHoldRoot(actor), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const last = await findNewestDirectory(tx, actor.tenantId);
    const { records, withoutKey } = await pendingRecords(tx, actor.tenantId, last?.records ?? []);
    return {
      version: last?.version ?? 0,
      signed: last ? toBase64url(last.signed) : null,
      records: [...(last?.records ?? [])],
      pending: records,
      withoutKey,
    };
  });
}

/**
 * Publishes the next version. Refused unless the root signed it, its number is the last one plus one, and every record is what the
 * register asks for at this moment (`already_different`: something changed while it was being looked at).
 */
export async function publish(
  ground: TeamGround,
  actor: Actor,
  { signed, records }: Input<typeof publishKeyDirectory>['body'],
): Promise<number> {
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const holder = (await listRootHolders(tx, actor.tenantId)).find((each) => each.accountId === actor.accountId);
    must(holder?.active && mayHoldRoot(actor), 'not_allowed');
    const last = await findNewestDirectory(tx, actor.tenantId);
    const version = (last?.version ?? 0) + 1;
    const bytes = fromBase64url(signed);
    const doc = await verifyDirectory(holder.publicKey, bytes, { minVersion: version, organisation: actor.tenantId });
    must(doc.version === version, 'directory_went_back');
    const wanted = (await pendingRecords(tx, actor.tenantId, last?.records ?? [])).records;
    const given = await Promise.all(records.map((each) => verifyDeskRecord(doc, each as Json)));
    must(areTheSame(wanted, given) && Object.keys(doc.desks).length === wanted.length, 'already_different');
    await insertDirectory(
      tx,
      actor.tenantId,
      version,
      bytes,
      given.map((each) => ({ deskId: each.id, record: each })),
    );
    for (const { id, epochs } of given) {
      const numbers = { general: epochs.general.n, women: epochs.women?.n ?? null };
      await setEpochsInForce(tx, actor.tenantId, id, numbers);
    }
    await leaf(tx, ground, actor, 'directory.published', `directory:${version}`);
    return version;
  });
}

/** The record each desk of a tenant ought to have now, and the desks that have no key to be signed for. */
async function pendingRecords(
  tx: Queries,
  tenantId: Id,
  lastRecords: readonly unknown[],
): Promise<{ records: DeskRecord[]; withoutKey: Id[] }> {
  const organisation = (await findOrganisation(tx, tenantId)) ?? fail('not_found');
  const last = lastRecords.map((each) => readDeskRecord(each as Json));
  const records: DeskRecord[] = [];
  const withoutKey: Id[] = [];
  for (const desk of await listDesksOf(tx, tenantId)) {
    const members = await listMembers(tx, tenantId, desk.id);
    const epochs = await listEpochs(tx, tenantId, desk.id);
    const general = newest(epochs, false);
    // A women's key that no woman holds any more would be a promise that nobody keeps (invariant 16).
    const women = members.some((each) => each.women) ? newest(epochs, true) : undefined;
    if (!general) {
      withoutKey.push(desk.id);
      continue;
    }
    records.push(
      nextRecord({
        organisationId: tenantId,
        organisationKind: organisation.kind,
        desk,
        epochs: { general, women },
        womenMembers: members.filter((each) => each.women).map((each) => each.accountId),
        last: last.find((each) => each.id === desk.id),
      }),
    );
  }
  return { records, withoutKey };
}

function newest(epochs: readonly EpochRow[], women: boolean) {
  const [epoch] = epochs.filter((each) => each.women === women && !each.ended);
  return epoch && { n: epoch.n, recipient: epoch.recipient, signingKey: toBase64url(epoch.signingKey) };
}

function areTheSame(wanted: readonly DeskRecord[], given: readonly DeskRecord[]): boolean {
  const text = (records: readonly DeskRecord[]) =>
    utf8(canonicalJson([...records].sort((a, b) => (a.id < b.id ? -1 : 1))));
  return equalBytes(text(wanted), text(given));
}

async function leaf(tx: Queries, ground: TeamGround, actor: Actor, verb: string, object: string): Promise<void> {
  const day = baghdadDay(ground.clock());
  await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object });
}
