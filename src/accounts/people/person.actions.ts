import { createHash, randomBytes } from 'node:crypto';
import { record } from '../../audit/queries.ts';
import type { Actor, Role } from '../../base/actor.ts';
import { toBase64url, utf8 } from '../../base/bytes.ts';
import type { Clock, Day } from '../../base/clock.ts';
import { baghdadDay, HOUR_MS } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { findOrganisation } from '../../directory/index.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { findConstraint } from '../../storage/postgres-error.ts';
import { mayInvite, mayKeepPeople } from '../access.ts';
import { insertAccount } from '../teams/keys.queries.ts';
import { DESK_ROLES, goTogether, INVITATION_HOURS } from '../model.ts';
import type { invitePerson, listPeople as listPeopleContract, listOwnSessions, putPerson } from './person.contract.ts';
import type { PersonFacts } from './person.queries.ts';
import {
  countWithRole,
  deleteInvitation,
  emptyAccount,
  findPersonForUpdate,
  listPeople,
  replaceInvitation,
  replaceRoles,
  updatePerson,
} from './person.queries.ts';
import { deleteRootOf } from '../publishing/root.queries.ts';
import { deleteSession, deleteSessions, listSessions } from '../sessions/session.queries.ts';
import { takeAllSeats } from '../sessions/seat.actions.ts';
import { listSeatsOf } from '../teams/team.queries.ts';

export interface PeopleGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** The link's secret part and when it stops; only its hash is kept. */
export interface Invitation {
  readonly accountId: Id;
  readonly token: string;
  readonly expiresAt: string;
}

/** The people of the own organisation. */
export async function readPeople(ground: PeopleGround, actor: Actor): Promise<OutputOf<typeof listPeopleContract>> {
  must(mayKeepPeople(actor), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const people = await listPeople(tx, actor.tenantId, new Date(ground.clock()));
    return {
      people: people.map((each) => ({ ...each, invitedUntil: each.invitedUntil?.toISOString() ?? null })),
    };
  });
}

/** Makes an account without keys, and the link by which its person makes them. `roles_conflict` when two roles exclude each other. */
export async function invite(
  ground: PeopleGround,
  actor: Actor,
  person: Input<typeof invitePerson>['body'],
): Promise<Invitation> {
  const tenantId = person.organisationId ?? actor.tenantId;
  const platform = (await findOrganisation(ground.database.direct, actor.tenantId))?.platform ?? false;
  must(mayInvite(actor, platform, tenantId, person.roles), 'not_allowed');
  return ground.database.transact({ tenant: tenantId, actor: actor.accountId }, async (tx) => {
    const invitation = await addInvited(tx, ground.clock(), tenantId, person);
    await record(tx, { ...by(actor, ground), tenantId, verb: 'person.invited', object: `account:${person.id}` });
    return invitation;
  });
}

/** An account that is only invited, in scope of its tenant; `login_taken` when somebody has the login. Also for `muntada user add`. */
export async function addInvited(
  tx: Queries,
  now: number,
  tenantId: Id,
  person: Pick<Input<typeof invitePerson>['body'], 'id' | 'login' | 'name' | 'sex' | 'roles'>,
): Promise<Invitation> {
  must(goTogether(person.roles), 'roles_conflict');
  await insertAccount(tx, {
    tenant_id: tenantId,
    id: person.id,
    login: person.login,
    display_name: person.name,
    sex: person.sex,
    state: 'invited',
    salt: null,
    memory_kib: null,
    passes: null,
    auth_hash: null,
    recipient: null,
    signing_key: null,
    envelope: null,
    totp_sealed: null,
    totp_last_step: null,
  }).catch((error: unknown) => {
    if (findConstraint(error) === 'account_login_key') fail('login_taken');
    throw error;
  });
  await replaceRoles(tx, tenantId, person.id, person.roles);
  return newInvitation(tx, now, tenantId, person.id);
}

/** A new link. What an active person had is taken away first: keys that she lost must not be left with somebody who found them. */
export async function inviteAgain(ground: PeopleGround, actor: Actor, accountId: Id): Promise<Invitation> {
  return onPerson(ground, actor, accountId, 'person.invitedAgain', async (tx, person) => {
    must(person.state !== 'revoked', 'transition_refused', { why: 'revoked' });
    must(person.id !== actor.accountId, 'transition_refused', { why: 'self' });
    if (person.state === 'active') await takeEverything(tx, ground, person, 'invited');
    return newInvitation(tx, ground.clock(), person.tenantId, person.id);
  });
}

/** Changes name, roles and the trustee's mark. Roles that a seat excludes are refused while there is a seat. */
export async function changePerson(
  ground: PeopleGround,
  actor: Actor,
  accountId: Id,
  fields: Input<typeof putPerson>['body'],
): Promise<void> {
  await onPerson(ground, actor, accountId, 'person.changed', async (tx, person) => {
    must(person.state !== 'revoked', 'transition_refused', { why: 'revoked' });
    must(goTogether(fields.roles), 'roles_conflict');
    const seats = await listSeatsOf(tx, person.tenantId, person.id);
    must(seats.length === 0 || fields.roles.some((role) => DESK_ROLES.includes(role)), 'roles_conflict');
    const stops = person.roles.includes('administrator') && !fields.roles.includes('administrator');
    if (stops) await mustNotBeTheLast(tx, person);
    // A trustee is sealed to: she needs a key.
    must(!fields.trustee || person.state === 'active', 'transition_refused', { why: 'invited' });
    await replaceRoles(tx, person.tenantId, person.id, fields.roles);
    await updatePerson(tx, person.tenantId, person.id, fields);
  });
}

/** Ends an account for good: sessions, link, seats and wrapped keys are gone with this transaction. */
export async function revoke(ground: PeopleGround, actor: Actor, accountId: Id): Promise<void> {
  await onPerson(ground, actor, accountId, 'person.revoked', async (tx, person) => {
    must(person.id !== actor.accountId, 'transition_refused', { why: 'self' });
    await takeEverything(tx, ground, person, 'revoked');
    await replaceRoles(tx, person.tenantId, person.id, []);
    await deleteInvitation(tx, person.tenantId, person.id);
  });
}

/** Where a person of the own organisation is signed in. */
export async function readSessions(ground: PeopleGround, actor: Actor, accountId: Id) {
  return onPerson(ground, actor, accountId, undefined, async (tx, person) => sessionsOf(tx, ground, actor, person.id));
}

/** Ends a session of a person of the own organisation. */
export async function endSession(ground: PeopleGround, actor: Actor, accountId: Id, sessionId: Id): Promise<void> {
  await onPerson(ground, actor, accountId, 'session.ended', async (tx, person) =>
    must(await deleteSession(tx, person.tenantId, person.id, sessionId), 'not_found'),
  );
}

/** Where one is signed in oneself. */
export async function readOwnSessions(ground: PeopleGround, actor: Actor): Promise<OutputOf<typeof listOwnSessions>> {
  return sessionsOf(ground.database.direct, ground, actor, actor.accountId);
}

/** Ends one of the own sessions. */
export async function endOwnSession(ground: PeopleGround, actor: Actor, sessionId: Id): Promise<void> {
  must(await deleteSession(ground.database.direct, actor.tenantId, actor.accountId, sessionId), 'not_found');
}

/** The hash under which an invitation is found. */
export function invitationHashOf(token: Uint8Array): Uint8Array {
  return createHash('sha256').update(utf8('invitation ')).update(token).digest();
}

async function newInvitation(tx: Queries, now: number, tenantId: Id, accountId: Id): Promise<Invitation> {
  const token = randomBytes(32);
  const expiresAt = new Date(now + INVITATION_HOURS * HOUR_MS);
  await replaceInvitation(tx, { tenantId, accountId, tokenHash: invitationHashOf(token), expiresAt });
  return { accountId, token: toBase64url(token), expiresAt: expiresAt.toISOString() };
}

async function takeEverything(
  tx: Queries,
  ground: PeopleGround,
  person: PersonFacts,
  state: 'invited' | 'revoked',
): Promise<void> {
  if (person.roles.includes('administrator') && person.state === 'active') await mustNotBeTheLast(tx, person);
  await takeAllSeats(tx, person.tenantId, person.id, baghdadDay(ground.clock()));
  await deleteSessions(tx, person.tenantId, person.id);
  await deleteRootOf(tx, person.tenantId, person.id);
  await emptyAccount(tx, person.tenantId, person.id, state);
}

async function mustNotBeTheLast(tx: Queries, person: PersonFacts): Promise<void> {
  const role: Role = 'administrator';
  must((await countWithRole(tx, person.tenantId, role)) > 1, 'transition_refused', { why: 'lastAdministrator' });
}

async function sessionsOf(tx: Queries, ground: PeopleGround, actor: Actor, accountId: Id) {
  const rows = await listSessions(tx, actor.tenantId, accountId, new Date(ground.clock()));
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      device: row.device,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === actor.sessionId,
    })),
  };
}

/** Runs work on a person of the administrator's own organisation; another's is `not_found`. Audited when it has a verb. */
async function onPerson<T>(
  ground: PeopleGround,
  actor: Actor,
  accountId: Id,
  verb: string | undefined,
  work: (tx: Queries, person: PersonFacts) => Promise<T>,
): Promise<T> {
  must(mayKeepPeople(actor), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const person = (await findPersonForUpdate(tx, actor.tenantId, accountId)) ?? fail('not_found');
    const result = await work(tx, person);
    if (verb !== undefined) await record(tx, { ...by(actor, ground), verb, object: `account:${accountId}` });
    return result;
  });
}

function scopeOf(actor: Actor) {
  return { tenant: actor.tenantId, actor: actor.accountId };
}

function by(actor: Actor, ground: PeopleGround): { tenantId: Id; day: Day; actor: string } {
  return { tenantId: actor.tenantId, day: baghdadDay(ground.clock()), actor: actor.accountId };
}
