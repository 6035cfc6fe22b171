import { createHash } from 'node:crypto';
import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { canonicalJson } from '../../base/canonical.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { isUuid } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { commandsFrom, nextState, refusalOf } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import {
  hasForumSeat,
  mayApprove,
  mayKeepMeetings,
  mayRaise,
  mayReadForum,
  mayScreen,
  standsForBearer,
} from '../access.ts';
import type { Seat } from '../model.ts';
import { daysBetween } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { countMonth, findTenantOfOpenForum, listSeatsOf } from '../queries.ts';
import type * as contract from './issue.contract.ts';
import type { IssueChannel, IssueCommand, IssueGuard, IssueRole, IssueState } from './issue.model.ts';
import { issueTransitions, SOLVED_IN_DAYS } from './issue.model.ts';
import type { IssueRow } from './issue.queries.ts';
import {
  countWaiting,
  findIssue,
  findIssueForUpdate,
  insertIssue,
  insertIssueEvent,
  listIssueEvents,
  listIssueRows,
  updateIssue,
} from './issue.queries.ts';
import type { RaiseLimit } from './raise-limit.actions.ts';
import { mustHoldNobody } from './screen.model.ts';

const PAGE = 100;

export interface IssuesGround extends ForumsGround {
  readonly limit: RaiseLimit;
}

type Raised = Input<typeof contract.raisePublicly>['body'];

/**
 * Somebody without an account raises an issue. `issue_diverted` (with `why`) for a text that belongs into a confidential report: it is
 * neither stored nor logged. The same id and content again get the first answer.
 */
export async function raiseFromSite(ground: IssuesGround, id: Id, raised: Raised): Promise<Day> {
  mustHoldNobody(raised.text, raised.place);
  const tenantId =
    (await findTenantOfOpenForum(ground.database.direct, raised.forumId, baghdadDay(ground.clock()))) ??
    fail('not_found');
  must(ground.limit(raised.forumId), 'too_many');
  return add(ground, { tenantId, accountId: null }, id, raised, 'site');
}

/** A member or the secretary raises an issue on somebody's behalf. */
export async function raiseFor(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { channel, ...raised }: Input<typeof contract.raiseIssue>['body'],
): Promise<Day> {
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) =>
    must(mayRaise(await listSeatsOf(tx, actor), raised.forumId), 'not_allowed'),
  );
  mustHoldNobody(raised.text, raised.place);
  return add(ground, actor, id, raised, channel);
}

async function add(
  ground: ForumsGround,
  by: { readonly tenantId: Id; readonly accountId: Id | null },
  id: Id,
  raised: Raised,
  channel: IssueChannel,
): Promise<Day> {
  const { tenantId, accountId } = by;
  const { forumId, category, text, place, affected } = raised;
  const day = baghdadDay(ground.clock());
  const digest = createHash('sha256')
    .update(canonicalJson({ ...raised, channel }))
    .digest();
  return ground.database.transact(
    { tenant: tenantId, ...(accountId === null ? {} : { actor: accountId }) },
    async (tx) => {
      const added = await insertIssue(tx, {
        tenant_id: tenantId,
        id,
        forum_id: forumId,
        digest,
        category,
        text,
        place,
        affected,
        channel,
        state: 'raised',
        raised_on: day,
        solved_on: null,
        published_text: null,
        published_on: null,
        merged_into: null,
        remit_body: null,
        remit_until: null,
        remit_outcome: null,
        subcommittee_id: null,
      });
      if (!added) {
        const known = (await findIssueForUpdate(tx, tenantId, id)) ?? fail('already_different');
        must(digest.equals(known.digest), 'already_different');
        return known.raisedOn;
      }
      await countMonth(tx, { tenantId, forumId, day }, { issues_raised: 1 });
      await insertIssueEvent(tx, {
        tenant_id: tenantId,
        issue_id: id,
        command: 'raise',
        state: 'raised',
        day,
        actor: accountId,
        reason: null,
      });
      await record(tx, { tenantId, day, actor: accountId ?? 'public', verb: 'issue.raised', object: `issue:${id}` });
      return day;
    },
  );
}

/** A page of a forum's issues; `waiting` is known to its secretary alone. */
export async function listOf(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
  query: Input<typeof contract.listIssues>['query'],
): Promise<OutputOf<typeof contract.listIssues>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    must(mayReadForum(actor, seats, forumId), 'not_allowed');
    const of = { tenantId: actor.tenantId, forumId };
    const unscreened = mayScreen(seats, forumId);
    const { state, category } = query;
    const rows = await listIssueRows(tx, of, { unscreened, state, category, after: cursorOf(query.after) }, PAGE + 1);
    return {
      issues: rows.slice(0, PAGE).map(lineOf),
      more: rows.length > PAGE,
      waiting: unscreened ? await countWaiting(tx, of) : null,
    };
  });
}

/** An issue, its timeline, and the commands that the signed-in person may give. */
export async function readIssue(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.getIssue>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const issue = (await findIssue(tx, actor.tenantId, id)) ?? fail('not_found');
    must(maySee(actor, seats, issue), 'not_found');
    const roles = rolesIn(seats, issue.forumId);
    const holds = guardsFor(actor, issue);
    return {
      ...lineOf(issue),
      forum: issue.forum,
      mergedInto: issue.mergedInto,
      remitOutcome: issue.remitOutcome,
      subcommitteeId: issue.subcommitteeId,
      publishedText: issue.publishedText,
      publishedSolution: issue.publishedSolution,
      publishedOn: issue.publishedOn,
      events: await listIssueEvents(tx, actor.tenantId, id),
      commands: commandsFrom(issueTransitions, issue.state, roles).filter(
        (command) => refusalOf(issueTransitions, issue.state, command, { roles, holds, reason: 'given' }) === undefined,
      ),
      mayWord: mayWord(seats, issue.forumId),
    };
  });
}

/** Carries out a command of the transition table; the state that it leads to. */
export async function command(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  asked: Input<typeof contract.commandIssue>['body'],
): Promise<IssueState> {
  return onIssue(ground, actor, id, async (tx, issue, seats) => {
    const { mergeInto, remitBody, remitUntil, subcommitteeId } = asked;
    if (asked.command === 'merge') await mustTake(tx, issue, mergeInto);
    must(asked.command !== 'sendOn' || remitBody !== undefined, 'wrong_shape', { field: 'remitBody' });
    const by = {
      accountId: actor.accountId,
      day: baghdadDay(ground.clock()),
      roles: rolesIn(seats, issue.forumId),
      holds: guardsFor(actor, issue),
    };
    return carryOut(tx, by, issue, asked.command, asked.reason, {
      ...(asked.command === 'merge' && mergeInto !== undefined ? { merged_into: mergeInto } : {}),
      ...(asked.command === 'sendOn' && remitBody !== undefined
        ? { remit_body: remitBody, remit_until: remitUntil ?? null }
        : {}),
      ...(asked.command === 'toSubCommittee' && subcommitteeId !== undefined
        ? { subcommittee_id: subcommitteeId }
        : {}),
    });
  });
}

/** Who carries a command out, and with what rights. */
export interface IssueBy {
  readonly accountId: Id;
  readonly day: Day;
  readonly roles: readonly IssueRole[];
  readonly holds: readonly IssueGuard[];
}

/** One step of an issue that is locked: rule, event, row, count, audit. Also for the approval of minutes, as `system`. */
export async function carryOut(
  tx: Queries,
  by: IssueBy,
  issue: IssueRow,
  asked: IssueCommand,
  reason: string | undefined,
  changes: Parameters<typeof updateIssue>[2] = {},
): Promise<IssueState> {
  const { tenantId, id, forumId } = issue;
  const { day } = by;
  const state = nextState(issueTransitions, issue.state, asked, { ...by, reason });
  await insertIssueEvent(tx, {
    tenant_id: tenantId,
    issue_id: id,
    command: asked,
    state,
    day,
    actor: by.accountId,
    // A reason might repeat what is being taken out.
    reason: asked === 'divert' ? null : (reason ?? null),
  });
  await updateIssue(tx, issue, {
    state,
    ...changes,
    ...(asked === 'divert'
      ? { text: null, place: null, affected: [], published_text: null, published_solution: null }
      : {}),
    ...(asked === 'solve' ? { solved_on: day } : {}),
    ...(asked === 'publish' ? { published_on: day } : {}),
    ...(asked === 'reopen' ? { solved_on: null } : {}),
  });
  await countMonth(tx, { tenantId, forumId, day }, countsOf(asked, issue, day));
  // What was opened again was not solved: it leaves the month in which it was counted.
  if (asked === 'reopen' && issue.solvedOn !== null) {
    const { issues_solved, issues_solved_in_90 } = solvedCounts(issue, issue.solvedOn);
    await countMonth(
      tx,
      { tenantId, forumId, day: issue.solvedOn },
      { issues_solved: -issues_solved, issues_solved_in_90: -issues_solved_in_90 },
    );
  }
  await record(tx, { tenantId, day, actor: by.accountId, verb: `issue.${asked}`, object: `issue:${id}` });
  return state;
}

function countsOf(asked: IssueCommand, issue: IssueRow, day: Day): Parameters<typeof countMonth>[2] {
  if (asked === 'divert') return { issues_diverted: 1 };
  return asked === 'solve' ? solvedCounts(issue, day) : {};
}

function solvedCounts(issue: IssueRow, day: Day) {
  return { issues_solved: 1, issues_solved_in_90: daysBetween(issue.raisedOn, day) <= SOLVED_IN_DAYS ? 1 : 0 };
}

/** Writes what the public page is to say: what was raised and what was agreed; both pass the same screen as what is raised. */
export async function word(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { text, solution }: Input<typeof contract.wordIssue>['body'],
): Promise<void> {
  await onIssue(ground, actor, id, async (tx, issue, seats) => {
    must(mayWord(seats, issue.forumId), 'not_allowed');
    must(!['raised', 'diverted'].includes(issue.state), 'transition_refused', { why: 'state', state: issue.state });
    mustHoldNobody(text, solution);
    await updateIssue(tx, issue, {
      published_text: text,
      ...(solution === undefined ? {} : { published_solution: solution }),
    });
    await note(tx, ground, actor, 'issue.worded', id);
  });
}

/** Notes what came of an issue that another body is responsible for. */
export async function followUpRemit(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { outcome, until }: Input<typeof contract.followRemit>['body'],
): Promise<void> {
  await onIssue(ground, actor, id, async (tx, issue, seats) => {
    must(mayKeepMeetings(seats, issue.forumId), 'not_allowed');
    must(issue.remitBody !== null, 'transition_refused', { why: 'state', state: issue.state });
    await updateIssue(tx, issue, { remit_outcome: outcome, remit_until: until });
    await note(tx, ground, actor, 'issue.remitFollowed', id);
  });
}

async function onIssue<T>(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  work: (tx: Queries, issue: IssueRow, seats: readonly Seat[]) => Promise<T>,
): Promise<T> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const issue = (await findIssueForUpdate(tx, actor.tenantId, id)) ?? fail('not_found');
    must(maySee(actor, seats, issue), 'not_found');
    return work(tx, issue, seats);
  });
}

async function note(tx: Queries, ground: ForumsGround, actor: Actor, verb: string, id: Id): Promise<void> {
  const { tenantId, accountId } = actor;
  await record(tx, { tenantId, day: baghdadDay(ground.clock()), actor: accountId, verb, object: `issue:${id}` });
}

/** Refuses to merge into itself, into another forum's issue, or into one that is gone. */
async function mustTake(tx: Queries, issue: IssueRow, into: Id | undefined): Promise<void> {
  must(into !== undefined && into !== issue.id, 'wrong_shape', { field: 'mergeInto' });
  const other = (await findIssueForUpdate(tx, issue.tenantId, into)) ?? fail('not_found');
  must(other.forumId === issue.forumId && !['raised', 'diverted', 'merged'].includes(other.state), 'not_found');
}

function maySee(actor: Actor, seats: readonly Seat[], issue: IssueRow): boolean {
  if (issue.state === 'raised' || issue.state === 'diverted') return mayScreen(seats, issue.forumId);
  return mayReadForum(actor, seats, issue.forumId);
}

function mayWord(seats: readonly Seat[], forumId: Id): boolean {
  return mayKeepMeetings(seats, forumId) || mayApprove(seats, forumId);
}

function rolesIn(seats: readonly Seat[], forumId: Id): readonly IssueRole[] {
  return (['member', 'secretary', 'chair'] as const).filter((role) => hasForumSeat(seats, forumId, role));
}

function guardsFor(actor: Actor, issue: IssueRow): readonly IssueGuard[] {
  return [
    ...(standsForBearer(actor) ? [] : (['notBearer'] as const)),
    ...(issue.publishedText === null ? [] : (['worded'] as const)),
  ];
}

function cursorOf(after: string | undefined): { day: Day; id: Id } | undefined {
  if (after === undefined) return undefined;
  const [day = '', id = ''] = after.split('~');
  must(/^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id), 'malformed');
  return { day, id };
}

function lineOf(row: IssueRow) {
  const { id, forumId, category, text, place, affected, channel, state, raisedOn, solvedOn, remitBody, remitUntil } =
    row;
  return { id, forumId, category, text, place, affected, channel, state, raisedOn, solvedOn, remitBody, remitUntil };
}
