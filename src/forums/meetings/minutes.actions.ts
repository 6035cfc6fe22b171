import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import { fail, must } from '../../base/problem.ts';
import { refusalOf } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import { mayApprove, mayKeepMeetings, mayReadForum } from '../access.ts';
import type { Seat } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import { listAgenda } from './agenda.queries.ts';
import { carryOutOnMeeting, meetingRoles, onMeeting } from './meeting.actions.ts';
import type { MeetingGuard, MeetingState } from './meeting.model.ts';
import { meetingTransitions } from './meeting.model.ts';
import type { MeetingRow } from './meeting.queries.ts';
import { findMeeting } from './meeting.queries.ts';
import type * as contract from './minutes.contract.ts';
import type { DraftItem, MinutesContent, MinutesText } from './minutes.model.ts';
import { draftMinutes, fitsMinutes, incompleteItem, isRedacted, marksIn } from './minutes.model.ts';
import type { MinutesRow } from './minutes.queries.ts';
import { findMinutes, saveMinutes, updateMinutes } from './minutes.queries.ts';
import { carryOutMinutes } from './outcome.actions.ts';
import { recordOf } from './record.model.ts';
import { countsOf } from './session.model.ts';
import { findSession, listEveryMember, listOperationsAfter } from './session.queries.ts';

const WRITTEN_IN: readonly MeetingState[] = ['minutesDraft', 'minutesApproved', 'published'];

/** The minutes as the record makes them now. */
async function draft(tx: Queries, tenantId: Id, id: Id): Promise<MinutesContent & { items: readonly DraftItem[] }> {
  const session = (await findSession(tx, tenantId, id)) ?? fail('not_found');
  const operations = recordOf(await listOperationsAfter(tx, session));
  const counts = countsOf(operations, await listEveryMember(tx, session));
  const attendance = {
    women: counts.attended_women,
    men: counts.attended_men,
    youth: counts.attended_youth,
    officersWomen: counts.officers_women,
    officersMen: counts.officers_men,
  };
  return draftMinutes(operations, await listAgenda(tx, tenantId, id), attendance, session);
}

/** The minutes with what the signed-in person may do; for the forum's secretary and chair. */
export async function readMinutes(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.getMinutes>> {
  const { tenantId, accountId } = actor;
  return ground.database.transact({ tenant: tenantId, actor: accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const meeting = (await findMeeting(tx, tenantId, id)) ?? fail('not_found');
    mustKeep(actor, seats, meeting.forumId);
    mustBeHeld(meeting);
    const fresh = await draft(tx, tenantId, id);
    const saved = await findMinutes(tx, meeting);
    const content = saved?.content ?? fresh;
    const { redacted = null, secretarySignedOn = null, chairSignedOn = null, publishedOn = null } = saved ?? {};
    const isDraft = meeting.state === 'minutesDraft';
    const roles = meetingRoles(seats, meeting.forumId);
    const may = (command: 'approveMinutes' | 'publish') =>
      refusalOf(meetingTransitions, meeting.state, command, {
        roles,
        holds: guardsOf(saved),
        second: secondOf(saved, actor),
      }) === undefined;
    return {
      forumId: meeting.forumId,
      forum: meeting.forum,
      heldOn: meeting.heldOn ?? meeting.plannedOn,
      state: meeting.state,
      version: saved?.version ?? 0,
      content: mutable(content),
      recordIsNewer: fresh.recordSeq > content.recordSeq,
      redacted: redacted && { ...mutable(redacted), letStand: [...redacted.letStand] },
      marks: [...marksIn(redacted ?? content)],
      secretarySignedOn,
      chairSignedOn,
      publishedOn,
      mayWrite: isDraft && mayKeepMeetings(seats, meeting.forumId),
      maySign: isDraft && mayKeepMeetings(seats, meeting.forumId) && saved !== undefined && secretarySignedOn === null,
      mayApprove: may('approveMinutes'),
      mayRedact: meeting.state === 'minutesApproved',
      mayPublish: may('publish'),
    };
  });
}

/** The contract's arrays are not read-only; the model's are. */
function mutable<Text extends MinutesText>(text: Text) {
  return {
    ...text,
    items: text.items.map((item) => ({
      ...item,
      notes: [...item.notes],
      solutions: [...item.solutions],
      commitments: [...item.commitments],
    })),
  };
}

/** Stores the secretary's next version; attendance and quorum are the record's, whatever she writes. */
export async function write(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { version, items, closing }: Input<typeof contract.writeMinutes>['body'],
): Promise<number> {
  return onMinutes(ground, actor, id, 'meeting.minutesWritten', async (tx, meeting, seats, saved) => {
    must(mayKeepMeetings(seats, meeting.forumId), 'not_allowed');
    mustBeIn(meeting, 'minutesDraft', 'write');
    mustBeVersion(saved, version);
    const { attendance, quorumMet, recordSeq, items: agenda } = await draft(tx, actor.tenantId, id);
    const known = agenda.map(({ itemId }) => itemId);
    const same = items.length === known.length && items.every(({ itemId }, at) => itemId === known[at]);
    must(same, 'wrong_shape', { field: 'items' });
    await saveMinutes(tx, meeting, version + 1, { attendance, quorumMet, recordSeq, items, closing });
    return version + 1;
  });
}

/** The secretary signs the version that she has read. */
export async function sign(ground: ForumsGround, actor: Actor, id: Id, version: number): Promise<number> {
  return onMinutes(ground, actor, id, 'meeting.minutesSigned', async (tx, meeting, seats, saved, day) => {
    must(mayKeepMeetings(seats, meeting.forumId), 'not_allowed');
    mustBeIn(meeting, 'minutesDraft', 'sign');
    must(saved !== undefined, 'transition_refused', { why: 'guard:written', state: meeting.state, command: 'sign' });
    mustBeVersion(saved, version);
    must(incompleteItem(saved.content) === undefined, 'transition_refused', {
      why: 'reason',
      state: meeting.state,
      command: 'sign',
    });
    await updateMinutes(tx, meeting, { secretary: { id: actor.accountId, day } });
    return version;
  });
}

/** The chair, another person, approves the version that she has read, and what it says is carried out. */
export async function approveMinutes(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  version: number | undefined,
): Promise<MeetingState> {
  return onMeeting(ground, actor, id, async (tx, meeting, seats) => {
    const saved = await findMinutes(tx, meeting);
    const by = {
      accountId: actor.accountId,
      day: baghdadDay(ground.clock()),
      roles: meetingRoles(seats, meeting.forumId),
      holds: guardsOf(saved),
      second: secondOf(saved, actor),
    };
    const state = await carryOutOnMeeting(tx, by, meeting, 'approveMinutes');
    if (!saved) return fail('internal');
    mustBeVersion(saved, version);
    await updateMinutes(tx, meeting, { chair: { id: actor.accountId, day: by.day } });
    await carryOutMinutes(tx, by, meeting, saved.content);
    return state;
  });
}

/** Stores what may be published of approved minutes; it leaves out and rewords, and decides nothing anew. */
export async function redact(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { version, ...redaction }: Input<typeof contract.redactMinutes>['body'],
): Promise<number> {
  return onMinutes(ground, actor, id, 'meeting.minutesRedacted', async (tx, meeting, seats, saved) => {
    must(mayKeepMeetings(seats, meeting.forumId) || mayApprove(seats, meeting.forumId), 'not_allowed');
    mustBeIn(meeting, 'minutesApproved', 'redact');
    if (!saved) return fail('internal');
    mustBeVersion(saved, version);
    must(fitsMinutes(saved.content, redaction), 'wrong_shape', { field: 'items' });
    await updateMinutes(tx, meeting, { redacted: redaction });
    return version;
  });
}

/** Publishes redacted minutes. */
export async function publish(ground: ForumsGround, actor: Actor, id: Id): Promise<MeetingState> {
  return onMeeting(ground, actor, id, async (tx, meeting, seats) => {
    const day = baghdadDay(ground.clock());
    const saved = await findMinutes(tx, meeting);
    const by = {
      accountId: actor.accountId,
      day,
      roles: meetingRoles(seats, meeting.forumId),
      holds: guardsOf(saved),
    };
    const state = await carryOutOnMeeting(tx, by, meeting, 'publish');
    await updateMinutes(tx, meeting, { publishedOn: day });
    return state;
  });
}

/** The minutes that a secretary or chair prints, in the state in which they are. */
export async function readForPrint(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<{ readonly forum: Names; readonly heldOn: Day; readonly draft: boolean; readonly content: MinutesContent }> {
  const { forum, heldOn, state, content } = await readMinutes(ground, actor, id);
  return { forum, heldOn, draft: state === 'minutesDraft', content };
}

function guardsOf(saved: MinutesRow | undefined): readonly MeetingGuard[] {
  if (!saved) return [];
  return [
    ...(saved.secretaryId === null ? [] : (['secretarySigned'] as const)),
    ...(isRedacted(saved.redacted) ? (['redacted'] as const) : []),
  ];
}

/** The secretary who signed, when she is somebody else. */
function secondOf(saved: MinutesRow | undefined, actor: Actor): Id | undefined {
  const signed = saved?.secretaryId ?? undefined;
  return signed === actor.accountId ? undefined : signed;
}

function mustKeep(actor: Actor, seats: readonly Seat[], forumId: Id): void {
  must(mayReadForum(actor, seats, forumId), 'not_found');
  must(mayKeepMeetings(seats, forumId) || mayApprove(seats, forumId), 'not_allowed');
}

function mustBeHeld({ state }: Pick<MeetingRow, 'state'>): void {
  must(WRITTEN_IN.includes(state), 'transition_refused', { why: 'state', state, command: 'read' });
}

function mustBeIn({ state }: MeetingRow, wanted: MeetingState, command: string): void {
  must(state === wanted, 'transition_refused', { why: 'state', state, command });
}

/** `already_different` when somebody has written another version meanwhile. */
function mustBeVersion(saved: MinutesRow | undefined, version: number | undefined): void {
  must((saved?.version ?? 0) === version, 'already_different');
}

async function onMinutes(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  verb: string,
  work: (
    tx: Queries,
    meeting: MeetingRow,
    seats: readonly Seat[],
    saved: MinutesRow | undefined,
    day: Day,
  ) => Promise<number>,
): Promise<number> {
  const day = baghdadDay(ground.clock());
  return onMeeting(ground, actor, id, async (tx, meeting, seats) => {
    const version = await work(tx, meeting, seats, await findMinutes(tx, meeting), day);
    const { tenantId, accountId } = actor;
    await record(tx, { tenantId, day, actor: accountId, verb, object: `meeting:${id}` });
    return version;
  });
}
