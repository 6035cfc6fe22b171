import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { canonicalJson } from '../../base/canonical.ts';
import type { Day } from '../../base/clock.ts';
import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import type { ForumsGround } from '../queries.ts';
import { countMonth, listSeatsOf } from '../queries.ts';
import type { MeetingBy } from './meeting.actions.ts';
import { carryOutOnMeeting, meetingRoles } from './meeting.actions.ts';
import type { MeetingRole, MeetingState } from './meeting.model.ts';
import type { PlacedOperation } from './record.model.ts';
import { recordOf } from './record.model.ts';
import type * as contract from './session.contract.ts';
import type { SentOperation } from './session.model.ts';
import { countsOf, mayAdd, MOST_OPERATIONS } from './session.model.ts';
import type { NumberedOperation, SessionRow } from './session.queries.ts';
import {
  countOffices,
  findSession,
  findSessionForUpdate,
  insertOperations,
  listBearerOffices,
  listEveryMember,
  listKnownOperations,
  listOperationsAfter,
  listSessionItems,
  setLastSeq,
} from './session.queries.ts';

const PAGE = 100;
/** How long a device may have been without a line when it says on which day a session was held. */
const MOST_DAYS_LATE = 31;

/** What a device needs to record a meeting without a line. `not_found` for another organisation's, `not_allowed` without a seat that records. */
export async function readSession(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.readSession>> {
  return within(ground, actor, async (tx) => {
    const session = (await findSession(tx, actor.tenantId, id)) ?? fail('not_found');
    const roles = await rolesIn(tx, actor, session);
    const members = await listEveryMember(tx, session);
    return {
      ...shownOf(session),
      mayLead: roles.includes('secretary'),
      items: await listSessionItems(tx, session),
      members: members.filter(({ leftOn }) => leftOn === null || leftOn > session.plannedOn),
      bearers: await listBearerOffices(tx, session),
    };
  });
}

/** Opens or closes a session; the state that it leads to. A device that had no line tells on which day it was held. */
export async function commandSession(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { command, heldOn }: Input<typeof contract.commandSession>['body'],
): Promise<MeetingState> {
  return locked(ground, actor, id, async (tx, session, roles) => {
    const today = baghdadDay(ground.clock());
    const by = { accountId: actor.accountId, day: today, roles };
    if (command === 'close') return close(tx, by, session);
    const day = heldOn ?? today;
    must(day <= today && day >= addDays(today, -MOST_DAYS_LATE), 'wrong_shape', { field: 'heldOn' });
    return carryOutOnMeeting(tx, by, session, 'open', { changes: { held_on: day } });
  });
}

/** Closing takes a number like an operation: whoever has pulled up to it has seen the end. */
async function close(tx: Queries, by: MeetingBy, session: SessionRow): Promise<MeetingState> {
  const seq = session.lastSeq + 1;
  const operations = await listOperationsAfter(tx, session);
  const attended = countsOf(recordOf(operations), await listEveryMember(tx, session));
  return carryOutOnMeeting(tx, by, session, 'close', { changes: { last_seq: seq, closed_seq: seq }, attended });
}

/**
 * Adds what a device recorded. Each counts once by its id: the same again is passed over, under another content it is
 * `already_different`, and then nothing of the batch is added. What was made without having seen the close is kept after it.
 */
export async function addOperations(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  sent: readonly SentOperation[],
): Promise<OutputOf<typeof contract.addOperations>> {
  return locked(ground, actor, id, async (tx, session) => {
    const day = baghdadDay(ground.clock());
    const { state, closedSeq } = session;
    const fresh = await freshOf(tx, session, actor.accountId, sent);
    if (fresh.length === 0) return { state, lastSeq: session.lastSeq, closedSeq };
    must(
      fresh.every((each) => mayAdd(session, each)),
      'transition_refused',
      { why: 'state', state, command: 'record' },
    );
    must(session.lastSeq + fresh.length <= MOST_OPERATIONS, 'too_many');
    await mustBelong(tx, session, fresh);
    const lastSeq = session.lastSeq + fresh.length;
    const added = fresh.map(({ seen: _seen, ...each }, at) => ({
      ...each,
      accountId: actor.accountId,
      seq: session.lastSeq + at + 1,
    }));
    if (state === 'minutesDraft') await countLate(tx, session, added);
    await insertOperations(tx, session, added, day);
    await setLastSeq(tx, session, lastSeq);
    await note(tx, actor, day, closedSeq === null ? 'meeting.recorded' : 'meeting.recordedLate', id);
    return { state, lastSeq, closedSeq };
  });
}

/** What of a batch is not there yet, each once. */
async function freshOf(
  tx: Queries,
  session: SessionRow,
  accountId: Id,
  sent: readonly SentOperation[],
): Promise<readonly SentOperation[]> {
  const ids = sent.map((each) => each.id);
  const known = new Map((await listKnownOperations(tx, session, ids)).map((each) => [each.id, contentOf(each)]));
  const fresh: SentOperation[] = [];
  for (const each of sent) {
    const content = contentOf({ ...each, accountId });
    const before = known.get(each.id);
    must(before === undefined || before === content, 'already_different');
    if (before === undefined) fresh.push(each);
    known.set(each.id, content);
  }
  return fresh;
}

function contentOf({ device, clock, accountId, operation }: Omit<PlacedOperation, 'id'>): string {
  return canonicalJson([device, clock, accountId, operation]);
}

/** `not_found` for an item of another meeting, somebody who never was a member, or an office that does not exist. */
async function mustBelong(tx: Queries, session: SessionRow, fresh: readonly SentOperation[]): Promise<void> {
  const items = new Set((await listSessionItems(tx, session)).map(({ id }) => id));
  const members = new Set((await listEveryMember(tx, session)).map(({ id }) => id));
  const offices = new Set<Id>();
  for (const { operation } of fresh) {
    if (operation.kind === 'present') must(members.has(operation.memberId), 'not_found');
    if (operation.kind !== 'entry') continue;
    must(items.has(operation.itemId), 'not_found');
    const { value } = operation;
    if (value?.part === 'commitment' && value.bearer.kind !== 'body') offices.add(value.bearer.officeId);
  }
  if (offices.size > 0) must((await countOffices(tx, [...offices])) === offices.size, 'not_found');
}

/** Corrects the month's counts by what arrives while the minutes are a draft; approved minutes stand. */
async function countLate(tx: Queries, session: SessionRow, added: readonly NumberedOperation[]): Promise<void> {
  if (session.heldOn === null) return;
  const members = await listEveryMember(tx, session);
  const before = await listOperationsAfter(tx, session);
  const was = countsOf(recordOf(before), members);
  const is = countsOf(recordOf([...before, ...added]), members);
  const keys = ['attended_women', 'attended_men', 'attended_youth', 'officers_women', 'officers_men'] as const;
  const changes = Object.fromEntries(keys.map((key) => [key, is[key] - was[key]]));
  await countMonth(tx, monthOf(session, session.heldOn), changes);
}

/** What was recorded after a number, in the order in which it arrived. */
export async function listOperations(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  after: number,
): Promise<OutputOf<typeof contract.listOperations>> {
  return within(ground, actor, async (tx) => {
    const session = (await findSession(tx, actor.tenantId, id)) ?? fail('not_found');
    await rolesIn(tx, actor, session);
    const { state, closedSeq, lastSeq } = session;
    const found = await listOperationsAfter(tx, session, after, PAGE + 1);
    return {
      operations: found.slice(0, PAGE).map((each) => ({ ...each, late: closedSeq !== null && each.seq > closedSeq })),
      more: found.length > PAGE,
      state,
      closedSeq,
      lastSeq,
    };
  });
}

async function within<T>(ground: ForumsGround, actor: Actor, work: (tx: Queries) => Promise<T>): Promise<T> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, work);
}

async function locked<T>(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  work: (tx: Queries, session: SessionRow, roles: readonly MeetingRole[]) => Promise<T>,
): Promise<T> {
  return within(ground, actor, async (tx) => {
    const session = (await findSessionForUpdate(tx, actor.tenantId, id)) ?? fail('not_found');
    return work(tx, session, await rolesIn(tx, actor, session));
  });
}

/** Her roles in a session; `not_allowed` for whoever does not record it. */
async function rolesIn(tx: Queries, actor: Actor, { forumId }: SessionRow): Promise<readonly MeetingRole[]> {
  const seats = await listSeatsOf(tx, actor);
  const roles = meetingRoles(seats, forumId);
  must(roles.length > 0, 'not_allowed');
  return roles;
}

function shownOf({ tenantId: _tenant, ...session }: SessionRow & { readonly forum: Names }) {
  return session;
}

function monthOf({ tenantId, forumId }: SessionRow, day: Day) {
  return { tenantId, forumId, day };
}

async function note(tx: Queries, { tenantId, accountId }: Actor, day: Day, verb: string, id: Id): Promise<void> {
  await record(tx, { tenantId, day, actor: accountId, verb, object: `meeting:${id}` });
}
