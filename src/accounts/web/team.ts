import { fromBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { EpochKey } from '../../crypto/desk-record.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { unwrapEpoch } from '../../crypto/epoch.ts';
import { rotationSteps } from '../../web/desk/rotation-steps.ts';
import type { OpenSession } from '../../web/desk/session.svelte.ts';
import { deskCall } from '../../web/desk/session.svelte.ts';
import type { Staffing } from '../model.ts';
import type { getTeam, listCandidates, listOwnWraps, listTrustees } from '../teams/team.contract.ts';
import type { PublicPerson, TrusteeKey } from '../teams/team.model.ts';
import { admissionBy, makeEpoch, makeRecovery, vouchedMembers, wrapFor } from '../teams/team.model.ts';

export type Team = OutputOf<typeof getTeam>;
export type TeamEpoch = Team['epochs'][number];
export type Candidate = OutputOf<typeof listCandidates>['people'][number];
export type TrusteeLine = OutputOf<typeof listTrustees>['trustees'][number];

/** The five trustees of a new key, or undefined: the key has no recovery, and the desk says so. */
export type RecoveryChoice = readonly TrusteeKey[] | undefined;

/** Who works at a desk and which keys it has, as the server tells it. */
export async function loadTeam(deskId: Id): Promise<Team> {
  return await deskCall<Team>('GET', `/api/desks/${deskId}/team`);
}

/** How many people a desk has, by its team. */
export function staffingOf({ members, epochs }: Team): Staffing {
  const [newest] = epochs.filter((each) => each.women && !each.ended).sort((a, b) => b.n - a.n);
  return { members: members.length, womenHolders: newest ? newest.holders.length : null };
}

/** Oneself, by one's own keys and not by what the server says of them. */
function selfOf({ me, keys }: OpenSession, signingKey: string): PublicPerson {
  return { accountId: me.id, sex: me.sex, recipient: keys.recipient, signingKey };
}

/** Every key of a desk that one holds, opened; also those that wait for the head's signature. */
async function loadOwnEpochs(session: OpenSession, deskId: Id): Promise<EpochKeys[]> {
  const { epochs } = await deskCall<OutputOf<typeof listOwnWraps>>('GET', `/api/desks/${deskId}/wraps`);
  return await Promise.all(
    epochs.map(({ women, n, recipient, signingKey, wrapped }) =>
      unwrapEpoch(session.keys.identity, fromBase64url(wrapped), {
        deskId,
        n,
        recipient,
        signingKey,
        key: women ? 'women' : 'general',
      }),
    ),
  );
}

/** Makes a desk's first key and takes its first seat. */
export async function foundDesk(session: OpenSession, team: Team, recovery: RecoveryChoice, isWomensDesk: boolean) {
  const { deskId } = team;
  const self = selfOf(session, session.me.signingKey);
  const { epoch, made } = await makeEpoch({ deskId, key: 'general', n: nextNumber(team, 'general') }, [self]);
  const [wrap] = made.wraps;
  must(wrap, 'internal');
  await deskCall('POST', `/api/desks/${deskId}/founding`, {
    n: made.n,
    recipient: made.recipient,
    signingKey: made.signingKey,
    wrapped: wrap.wrapped,
    vouched: wrap.vouched,
    admission: await admissionBy(session.keys, deskId, self, false),
    recovery: await recoveryOf(epoch, team, recovery, isWomensDesk),
  });
}

/** Admits somebody whose six words were compared, with every living key of these kinds that one holds. */
export async function admit(session: OpenSession, team: Team, person: PublicPerson, women: boolean): Promise<void> {
  const { deskId } = team;
  const holds = (epoch: EpochKeys) => {
    const listed = team.epochs.find((each) => each.n === epoch.n && each.women === (epoch.key === 'women'));
    return !listed || listed.ended || listed.holders.some((each) => each.accountId === person.accountId);
  };
  const own = await loadOwnEpochs(session, deskId);
  const given = own.filter((epoch) => (women || epoch.key === 'general') && !holds(epoch));
  const wraps = [];
  for (const epoch of given) {
    wraps.push({ women: epoch.key === 'women', n: epoch.n, ...(await wrapFor(epoch, person)) });
  }
  const { accountId } = person;
  const admission = await admissionBy(session.keys, deskId, person, women);
  await deskCall('POST', `/api/desks/${deskId}/members`, { accountId, women, admission, wraps });
}

/**
 * Makes the next key of a desk for the members whom the key in force vouches for. The first women's key is its maker's alone; the
 * others are admitted to it one by one.
 */
export async function makeNextKey(
  session: OpenSession,
  team: Team,
  key: EpochKey,
  recovery: RecoveryChoice,
  isWomensDesk: boolean,
): Promise<void> {
  const { deskId } = team;
  const women = key === 'women';
  const begins = women && !team.members.some((each) => each.women);
  const self = selfOf(session, session.me.signingKey);
  const people = begins ? [self] : await membersFor(session, team, key);
  const { epoch, made } = await makeEpoch({ deskId, key, n: nextNumber(team, key) }, people);
  await deskCall('POST', `/api/desks/${deskId}/epochs`, {
    ...made,
    ...(begins ? { admission: await admissionBy(session.keys, deskId, self, true) } : {}),
    recovery: await recoveryOf(epoch, team, recovery, isWomensDesk),
  });
}

/** Carries everything over from a replaced key to the one in force, then ends the old one: what opened it is deleted. */
export async function replaceKey(
  session: OpenSession,
  team: Team,
  old: TeamEpoch,
  onprogress: (done: number) => void,
): Promise<void> {
  const { deskId } = team;
  const desk = session.desks.find((each) => each.deskId === deskId) ?? fail('directory_refused');
  const key: EpochKey = old.women ? 'women' : 'general';
  // Both out of the session: opened against the signed directory.
  const from = desk.epochs.find((each) => each.key === key && each.n === old.n) ?? fail('envelope_not_for_you');
  const n = desk.record.epochs[key]?.n;
  const to = desk.epochs.find((each) => each.key === key && each.n === n) ?? fail('envelope_not_for_you');
  for (const step of rotationSteps) await step(deskId, from, to, onprogress);
  await deskCall('POST', `/api/desks/${deskId}/epochs/end`, { women: old.women, n: old.n });
}

async function membersFor(session: OpenSession, team: Team, key: EpochKey) {
  const desk = session.desks.find((each) => each.deskId === team.deskId) ?? fail('directory_refused');
  const signed = desk.record.epochs[key] ?? fail('directory_refused');
  const women = key === 'women';
  const inForce = team.epochs.find((each) => each.women === women && each.n === signed.n) ?? fail('directory_refused');
  return await vouchedMembers(team.deskId, team.members, inForce, signed.signingKey);
}

function nextNumber(team: Team, key: EpochKey): number {
  const numbers = team.epochs.filter((each) => each.women === (key === 'women')).map((each) => each.n);
  return Math.max(0, ...numbers) + 1;
}

async function recoveryOf(epoch: EpochKeys, team: Team, recovery: RecoveryChoice, isWomensDesk: boolean) {
  if (!recovery) return null;
  return await makeRecovery(epoch, { police: team.police, women: isWomensDesk || epoch.key === 'women' }, recovery);
}
