import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { verifyAdmission } from '../../crypto/admission.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { findDesk, findDeskForUpdate, setRota } from '../../directory/index.ts';
import type { Desk } from '../../directory/model.ts';
import type { Queries } from '../../storage/database.ts';
import { hasSeat, mayBeAdmitted, mayFound, mayKeepTeam, maySeeTeam } from '../access.ts';
import type { NewEpoch } from './epoch.model.ts';
import { WRAP_RULE } from './epoch.model.ts';
import { insertEpoch, insertWrap } from './keys.queries.ts';
import { DESK_ROLES } from '../model.ts';
import type { KeyedPerson } from '../people/keyed.queries.ts';
import { listKeyed } from '../people/keyed.queries.ts';
import type { PeopleGround } from '../people/person.actions.ts';
import type { PersonFacts } from '../people/person.queries.ts';
import { findPersonForUpdate } from '../people/person.queries.ts';
import { keepRecovery } from './recovery.actions.ts';
import { takeSeat } from '../sessions/seat.actions.ts';
import type {
  admitMember,
  foundDesk,
  getTeam,
  listCandidates as candidatesContract,
  listStaffing as staffingContract,
  putRota,
} from './team.contract.ts';
import type { EpochRow } from './team.queries.ts';
import { listEpochs, listHolders, listMembers, listStaffing, saveMember } from './team.queries.ts';

export type TeamGround = PeopleGround;

/** A person whose keys are there. */
export type Keyed = PersonFacts & { readonly recipient: string; readonly signingKey: Uint8Array };

/** Who works at a desk, and the public parts of its keys. */
export async function readTeam(ground: TeamGround, actor: Actor, deskId: Id): Promise<OutputOf<typeof getTeam>> {
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const desk = (await findDesk(tx, actor.tenantId, deskId)) ?? fail('not_found');
    must(maySeeTeam(actor, deskId), 'not_allowed');
    const [members, epochs, holders] = [
      await listMembers(tx, actor.tenantId, deskId),
      await listEpochs(tx, actor.tenantId, deskId),
      await listHolders(tx, deskId),
    ];
    return {
      deskId,
      police: desk.police,
      members: members.map((each) => ({ ...withTextKeys(each), admission: toBase64url(each.admission) })),
      epochs: epochs.map((epoch) => ({
        ...epoch,
        signingKey: toBase64url(epoch.signingKey),
        inForce: epoch.n === inForce(desk, epoch.women),
        holders: holders
          .filter((each) => each.women === epoch.women && each.n === epoch.n)
          .map((each) => ({ accountId: each.accountId, vouched: toBase64url(each.vouched) })),
      })),
    };
  });
}

/** How many people each desk has that the reader may see the team of: too few are warned about. */
export async function readStaffing(ground: TeamGround, actor: Actor): Promise<OutputOf<typeof staffingContract>> {
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const desks = await listStaffing(tx, actor.tenantId);
    return { desks: desks.filter((each) => maySeeTeam(actor, each.deskId)) };
  });
}

/** People whom a member may admit. */
export async function readCandidates(
  ground: TeamGround,
  actor: Actor,
  deskId: Id,
): Promise<OutputOf<typeof candidatesContract>> {
  must(hasSeat(actor, deskId), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const people = (await listKeyed(tx, actor.tenantId, DESK_ROLES)).filter((each) => mayBeAdmitted(each, false));
    const members = await listMembers(tx, actor.tenantId, deskId);
    const isMember = (id: Id) => members.some((member) => member.accountId === id);
    return { people: people.map((each) => ({ ...withTextKeys(each), member: isMember(each.accountId) })) };
  });
}

/** The first seat and the first key of a desk at which nobody works. */
export async function found(
  ground: TeamGround,
  actor: Actor,
  deskId: Id,
  made: Input<typeof foundDesk>['body'],
): Promise<void> {
  await onDesk(ground, actor, deskId, 'desk.founded', async (tx, desk) => {
    must(mayFound(actor), 'not_allowed');
    must((await listMembers(tx, actor.tenantId, deskId)).length === 0, 'already_different');
    const epochs = await listEpochs(tx, actor.tenantId, deskId);
    must(made.n === lastNumber(epochs, false) + 1, 'already_different');
    const self = await getKeyed(tx, actor.tenantId, actor.accountId);
    must(mayBeAdmitted(self, false), 'not_allowed');
    await mustBeAdmission(self.signingKey, admissionOf(deskId, self, false), made.admission);
    await saveMember(tx, {
      tenant_id: actor.tenantId,
      desk_id: deskId,
      account_id: self.id,
      women: false,
      admitted_by: self.id,
      admission: fromBase64url(made.admission),
    });
    await addEpoch(tx, desk, actor.tenantId, { ...made, women: false, wraps: [{ accountId: self.id, ...made }] }, [
      self,
    ]);
  });
}

/**
 * A member gives somebody a seat, or the women's key to a woman who has one. The server checks what it can see: the member's
 * signature, the epochs' signatures over the same keys, that every living epoch the member holds is wrapped and no other.
 */
export async function admit(
  ground: TeamGround,
  actor: Actor,
  deskId: Id,
  admission: Input<typeof admitMember>['body'],
): Promise<void> {
  await onDesk(ground, actor, deskId, 'desk.admitted', async (tx) => {
    must(hasSeat(actor, deskId), 'not_allowed');
    must(!admission.women || hasSeat(actor, deskId, true), 'women_only');
    // Of the desk's own organisation, always: a member of another could not even be stored (invariant 21).
    const person = await getKeyed(tx, actor.tenantId, admission.accountId);
    must(!admission.women || person.sex === 'woman', 'women_only');
    must(mayBeAdmitted(person, admission.women), 'admission_refused');
    const self = await getKeyed(tx, actor.tenantId, actor.accountId);
    await mustBeAdmission(self.signingKey, admissionOf(deskId, person, admission.women), admission.admission);

    const holders = await listHolders(tx, deskId);
    const holds = (accountId: Id, epoch: EpochRow) =>
      holders.some((each) => each.accountId === accountId && each.women === epoch.women && each.n === epoch.n);
    const wanted = (await listEpochs(tx, actor.tenantId, deskId)).filter(
      (epoch) => !epoch.ended && (admission.women || !epoch.women) && holds(self.id, epoch) && !holds(person.id, epoch),
    );
    must(wanted.length > 0 && wanted.length === admission.wraps.length, 'admission_refused');
    for (const epoch of wanted) {
      const wrap = admission.wraps.find((each) => each.women === epoch.women && each.n === epoch.n);
      must(wrap, epoch.women ? 'women_only' : 'admission_refused');
      await mustBeAdmission(epoch.signingKey, admissionOf(deskId, person, epoch.women), wrap.vouched);
      await addWrap(tx, actor.tenantId, deskId, epoch, { accountId: person.id, ...wrap });
    }
    const members = await listMembers(tx, actor.tenantId, deskId);
    const before = members.find((each) => each.accountId === person.id);
    must(!before || admission.women, 'admission_refused');
    await saveMember(tx, {
      tenant_id: actor.tenantId,
      desk_id: deskId,
      account_id: person.id,
      women: admission.women,
      admitted_by: self.id,
      admission: fromBase64url(admission.admission),
    });
  });
}

/** Takes a seat away: an administrator, a member, or she herself. */
export async function remove(ground: TeamGround, actor: Actor, deskId: Id, accountId: Id): Promise<void> {
  await onDesk(ground, actor, deskId, 'desk.left', async (tx) => {
    must(mayKeepTeam(actor, deskId), 'not_allowed');
    const members = await listMembers(tx, actor.tenantId, deskId);
    const seat = members.find((each) => each.accountId === accountId) ?? fail('not_found');
    await takeSeat(tx, actor.tenantId, { deskId, accountId, women: seat.women }, baghdadDay(ground.clock()));
  });
}

/** Replaces the duty rota; only members can be on it. */
export async function keepRota(
  ground: TeamGround,
  actor: Actor,
  deskId: Id,
  rota: Input<typeof putRota>['body']['rota'],
): Promise<void> {
  await onDesk(ground, actor, deskId, 'desk.rota', async (tx) => {
    must(mayKeepTeam(actor, deskId), 'not_allowed');
    const members = await listMembers(tx, actor.tenantId, deskId);
    must(
      rota.every((each) => members.some((member) => member.accountId === each.accountId)),
      'not_found',
    );
    await setRota(tx, actor.tenantId, deskId, rota);
  });
}

/** Stores an epoch with exactly one wrap for each of these people, each vouched for by the epoch itself. */
export async function addEpoch(
  tx: Queries,
  desk: Desk,
  tenantId: Id,
  epoch: NewEpoch,
  people: readonly Keyed[],
): Promise<void> {
  const signingKey = fromBase64url(epoch.signingKey);
  must(signingKey.length === 32, 'wrong_shape');
  must(epoch.wraps.length === people.length, 'admission_refused');
  await insertEpoch(tx, {
    tenant_id: tenantId,
    desk_id: desk.id,
    women: epoch.women,
    n: epoch.n,
    recipient: epoch.recipient,
    signing_key: signingKey,
    due_since: null,
    ended: false,
  });
  for (const person of people) {
    must(!epoch.women || person.sex === 'woman', 'women_only');
    const wrap = epoch.wraps.find((each) => each.accountId === person.id);
    must(wrap, 'admission_refused');
    await mustBeAdmission(signingKey, admissionOf(desk.id, person, epoch.women), wrap.vouched);
    await addWrap(tx, tenantId, desk.id, epoch, wrap);
  }
  await keepRecovery(tx, desk, tenantId, epoch);
}

/** Whose keys an admission or a voucher speaks of. */
export function admissionOf(deskId: Id, person: Pick<Keyed, 'id' | 'recipient' | 'signingKey'>, women: boolean) {
  return {
    deskId,
    accountId: person.id,
    recipient: person.recipient,
    signingKey: toBase64url(person.signingKey),
    women,
  };
}

/** `admission_refused` unless this key signed this very admission. */
export async function mustBeAdmission(
  publicKey: Uint8Array,
  admission: ReturnType<typeof admissionOf>,
  signature: string,
): Promise<void> {
  must(await verifyAdmission(publicKey, admission, fromBase64url(signature)), 'admission_refused');
}

/** An active person of the tenant with her keys, her row locked; `not_found` otherwise. */
export async function getKeyed(tx: Queries, tenantId: Id, accountId: Id): Promise<Keyed> {
  const person = await findPersonForUpdate(tx, tenantId, accountId);
  const { recipient = null, signingKey = null } = person ?? {};
  must(person?.state === 'active' && recipient !== null && signingKey !== null, 'not_found');
  return { ...person, recipient, signingKey };
}

/** The highest number that a key of a desk ever had. */
export function lastNumber(epochs: readonly EpochRow[], women: boolean): number {
  return Math.max(0, ...epochs.filter((epoch) => epoch.women === women).map((epoch) => epoch.n));
}

/** The number in force of one of a desk's keys. */
export function inForce(desk: Desk, women: boolean): number | null {
  return women ? desk.womenEpoch : desk.epoch;
}

/** Runs a change of a desk's team in one transaction, its row locked, with the audit leaf; another tenant's desk is `not_found`. */
export async function onDesk<T>(
  ground: TeamGround,
  actor: Actor,
  deskId: Id,
  verb: string,
  work: (tx: Queries, desk: Desk) => Promise<T>,
): Promise<T> {
  const day: Day = baghdadDay(ground.clock());
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const desk = (await findDeskForUpdate(tx, actor.tenantId, deskId)) ?? fail('not_found');
    const result = await work(tx, desk);
    const by = { tenantId: actor.tenantId, day, actor: actor.accountId };
    await record(tx, { ...by, verb, object: `desk:${deskId}` });
    return result;
  });
}

async function addWrap(
  tx: Queries,
  tenantId: Id,
  deskId: Id,
  epoch: { readonly women: boolean; readonly n: number },
  wrap: NewEpoch['wraps'][number],
): Promise<void> {
  const wrapped = fromBase64url(wrap.wrapped);
  checkSealed(wrapped, WRAP_RULE);
  await insertWrap(tx, {
    tenant_id: tenantId,
    desk_id: deskId,
    women: epoch.women,
    n: epoch.n,
    account_id: wrap.accountId,
    wrapped,
    vouched: fromBase64url(wrap.vouched),
  });
}

function withTextKeys<Person extends KeyedPerson>(person: Person) {
  return { ...person, signingKey: toBase64url(person.signingKey) };
}

function scopeOf(actor: Actor) {
  return { tenant: actor.tenantId, actor: actor.accountId };
}
