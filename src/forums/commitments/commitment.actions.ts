import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { commandsFrom, nextState, refusalOf } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import {
  hasForumSeat,
  mayAnswerForBearer,
  mayApprove,
  mayKeepMeetings,
  mayReadForum,
  mayReportProgress,
  standsForBearer,
} from '../access.ts';
import { mustHoldNobody } from '../issues/screen.model.ts';
import type { Seat } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { countMonth, listSeatsOf } from '../queries.ts';
import type * as contract from './commitment.contract.ts';
import type { CommitmentCommand, CommitmentGuard, CommitmentRole, CommitmentState } from './commitment.model.ts';
import { commitmentTransitions, wasInTime } from './commitment.model.ts';
import type { CommitmentLine, CommitmentRow } from './commitment.queries.ts';
import {
  countOverdue,
  findBearerOffice,
  findCommitmentForUpdate,
  findCommitmentLine,
  insertCommitment,
  insertCommitmentEvent,
  listCommitmentEvents,
  listCommitmentLines,
  listMilestones,
  markReached,
  replaceMilestones,
  updateCommitment,
} from './commitment.queries.ts';

const PAGE = 100;

/** What somebody is to a commitment: her seats in its forum, and whether she stands for its duty bearer. */
function rolesIn(actor: Actor, seats: readonly Seat[], commitment: CommitmentRow): readonly CommitmentRole[] {
  const own = actor.tenantId === commitment.tenantId;
  const seat = (role: 'member' | 'secretary' | 'chair') => own && hasForumSeat(seats, commitment.forumId, role);
  // A body without people here: the forum's secretary writes down what it answers.
  const asBody = commitment.bearerKind === 'body' && seat('secretary');
  return [
    ...(['member', 'secretary', 'chair'] as const).filter(seat),
    ...(asBody || mayAnswerForBearer(actor, commitment.bearerTenantId) ? (['bearerHead'] as const) : []),
    ...(asBody || mayReportProgress(actor, commitment.bearerTenantId) ? (['bearer'] as const) : []),
  ];
}

function guardsFor(actor: Actor, dueOn: Day | null): readonly CommitmentGuard[] {
  return [...(standsForBearer(actor) ? [] : (['notBearer'] as const)), ...(dueOn === null ? [] : (['due'] as const))];
}

function maySee(actor: Actor, seats: readonly Seat[], commitment: CommitmentRow): boolean {
  const asForum = actor.tenantId === commitment.tenantId && mayReadForum(actor, seats, commitment.forumId);
  return asForum || mayReportProgress(actor, commitment.bearerTenantId);
}

/** A page of the board: what the own forums asked for, and what was handed over to the own organisation. */
export async function board(
  ground: ForumsGround,
  actor: Actor,
  query: Input<typeof contract.listCommitments>['query'],
): Promise<OutputOf<typeof contract.listCommitments>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const filter = { ...query, ...boardOf(actor, seats), overdue: query.overdue !== undefined };
    const rows = await listCommitmentLines(tx, actor.tenantId, filter, PAGE + 1);
    return { commitments: rows.slice(0, PAGE).map(lineOf), more: rows.length > PAGE };
  });
}

/** How many on the own board are past their day. */
export async function overdueOnBoard(ground: ForumsGround, actor: Actor): Promise<number> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) =>
    countOverdue(tx, actor.tenantId, boardOf(actor, await listSeatsOf(tx, actor))),
  );
}

/** Whose commitments somebody sees: those of the forums she has a seat in, of all for who reads all, and those handed over to her side. */
function boardOf(actor: Actor, seats: readonly Seat[]) {
  const readsAll = mayReadForum(actor, [], actor.tenantId);
  return { forums: readsAll ? undefined : seats.map(({ forumId }) => forumId), asBearer: standsForBearer(actor) };
}

/** A commitment, its timeline, and the commands that the signed-in person may give. */
export async function readCommitment(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.getCommitment>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const row = (await findCommitmentLine(tx, id)) ?? fail('not_found');
    must(maySee(actor, seats, row), 'not_found');
    const roles = rolesIn(actor, seats, row);
    const holds = guardsFor(actor, row.dueOn);
    const offered = commandsFrom(commitmentTransitions, row.state, roles).filter((command) => {
      const refusal = refusalOf(commitmentTransitions, row.state, command, { roles, holds, reason: 'given' });
      // A day may be set together with the command.
      return refusal === undefined || refusal === 'guard:due';
    });
    return {
      ...lineOf(row),
      issueId: row.issueId,
      costIqd: row.costIqd,
      publishedText: row.publishedText,
      handedOverOn: row.handedOverOn,
      reportedDoneOn: row.reportedDoneOn,
      verifiedOn: row.verifiedOn,
      milestones: await listMilestones(tx, id),
      events: await listCommitmentEvents(tx, id),
      commands: [...offered],
      mayPlan: roles.includes('bearer'),
      mayPublish: mayWord(roles),
    };
  });
}

/** Drafts a commitment in the name of a forum; the secretary writes it, the chair agrees. */
export async function propose(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  body: Input<typeof contract.proposeCommitment>['body'],
): Promise<void> {
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const may = mayKeepMeetings(seats, body.forumId) || mayApprove(seats, body.forumId);
    must(may, 'not_allowed');
    const bearer = await bearerColumns(tx, body.bearer);
    const added = await insertCommitment(tx, {
      tenant_id: actor.tenantId,
      id,
      forum_id: body.forumId,
      issue_id: body.issueId,
      solution_id: null,
      text: body.text,
      ...bearer,
      state: 'proposed',
      made_on: day,
      handed_over_on: null,
      due_on: body.dueOn,
      reported_done_on: null,
      verified_on: null,
      cost_iqd: body.costIqd,
      published_text: null,
    });
    if (!added) return mustBeTheSame((await findCommitmentForUpdate(tx, id)) ?? fail('already_different'), body);
    await countMonth(tx, { tenantId: actor.tenantId, forumId: body.forumId, day }, { commitments_made: 1 });
    await insertCommitmentEvent(tx, {
      tenant_id: actor.tenantId,
      bearer_tenant_id: bearer.bearer_tenant_id,
      commitment_id: id,
      command: 'propose',
      state: 'proposed',
      day,
      actor: actor.accountId,
      reason: null,
      percent: null,
      evidence: null,
    });
    await record(tx, {
      tenantId: actor.tenantId,
      day,
      actor: actor.accountId,
      verb: 'commitment.proposed',
      object: `commitment:${id}`,
    });
  });
}

/** Carries out a command of the transition table; the state that it leads to. */
export async function command(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  asked: Input<typeof contract.commandCommitment>['body'],
): Promise<CommitmentState> {
  const day = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const row = (await findCommitmentForUpdate(tx, id)) ?? fail('not_found');
    must(maySee(actor, seats, row), 'not_found');
    const dueOn = asked.command === 'handOver' ? (asked.dueOn ?? row.dueOn) : row.dueOn;
    const state = nextState(commitmentTransitions, row.state, asked.command, {
      roles: rolesIn(actor, seats, row),
      holds: guardsFor(actor, dueOn),
      reason: asked.reason,
    });
    // What shows that something was done names nobody and tells of nobody's case (invariants 6 and 7).
    mustHoldNobody(asked.evidence);
    const percent = percentAfter(asked.command, asked.percent, row.percent);
    const other = asked.command === 'handOver' && asked.bearer ? await bearerColumns(tx, asked.bearer) : undefined;
    // Before the row changes: a duty bearer who is handed nothing any more could not write it down afterwards.
    await insertCommitmentEvent(tx, {
      tenant_id: row.tenantId,
      bearer_tenant_id: other ? other.bearer_tenant_id : row.bearerTenantId,
      commitment_id: id,
      command: asked.command,
      state,
      day,
      actor: actor.accountId,
      reason: asked.reason ?? null,
      percent: percent === row.percent ? null : percent,
      evidence: asked.evidence ?? null,
    });
    await markReached(tx, id, asked.reached ?? [], day);
    await updateCommitment(tx, row, {
      state,
      percent,
      ...other,
      ...(asked.command === 'handOver' ? { handed_over_on: day, due_on: dueOn } : {}),
      ...(asked.command === 'reportDone' ? { reported_done_on: day } : {}),
      ...(asked.command === 'verify' ? { verified_on: day } : {}),
      ...(state === 'returned' ? { reported_done_on: null, verified_on: null } : {}),
    });
    if (asked.command === 'verify') {
      await countMonth(
        tx,
        { tenantId: row.tenantId, forumId: row.forumId, day },
        { commitments_done: 1, ...(wasInTime(row) ? { commitments_in_time: 1 } : {}) },
      );
    }
    // What was opened again was not done: it leaves the month in which it was counted.
    if (asked.command === 'reopen' && row.verifiedOn !== null) {
      await countMonth(
        tx,
        { tenantId: row.tenantId, forumId: row.forumId, day: row.verifiedOn },
        { commitments_done: -1, ...(wasInTime(row) ? { commitments_in_time: -1 } : {}) },
      );
    }
    await record(tx, {
      tenantId: actor.tenantId,
      day,
      actor: actor.accountId,
      verb: `commitment.${asked.command}`,
      object: `commitment:${id}`,
    });
    return state;
  });
}

/** Plans the steps to a commitment, by whoever stands for its duty bearer. */
export async function planSteps(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  { milestones }: Input<typeof contract.planMilestones>['body'],
): Promise<void> {
  await onCommitment(ground, actor, id, 'commitment.planned', async (tx, row, roles) => {
    must(roles.includes('bearer'), 'not_allowed');
    must(['accepted', 'inProgress', 'returned'].includes(row.state), 'transition_refused', {
      why: 'state',
      state: row.state,
      command: 'plan',
    });
    await replaceMilestones(tx, row, milestones);
  });
}

/** Writes what the public page says of a commitment; it passes the same screen as what is raised. */
export async function wordForPublic(ground: ForumsGround, actor: Actor, id: Id, text: string | null): Promise<void> {
  await onCommitment(ground, actor, id, 'commitment.worded', async (tx, row, roles) => {
    must(mayWord(roles), 'not_allowed');
    mustHoldNobody(text);
    await updateCommitment(tx, row, { published_text: text });
  });
}

async function onCommitment(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  verb: string,
  work: (tx: Queries, row: CommitmentRow, roles: readonly CommitmentRole[]) => Promise<void>,
): Promise<void> {
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const row = (await findCommitmentForUpdate(tx, id)) ?? fail('not_found');
    must(maySee(actor, seats, row), 'not_found');
    await work(tx, row, rolesIn(actor, seats, row));
    await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object: `commitment:${id}` });
  });
}

function mayWord(roles: readonly CommitmentRole[]): boolean {
  return roles.includes('secretary') || roles.includes('chair');
}

/** The duty bearer's columns; `wrong_shape` for an office or unit that does not exist or is closed. */
export async function bearerColumns(tx: Queries, bearer: Input<typeof contract.proposeCommitment>['body']['bearer']) {
  if (bearer.kind === 'body') {
    return {
      bearer_kind: bearer.kind,
      bearer_tenant_id: null,
      bearer_office_id: null,
      bearer_unit_id: null,
      bearer_body: bearer.name,
    };
  }
  const unitId = bearer.kind === 'unit' ? bearer.unitId : null;
  const office = (await findBearerOffice(tx, bearer.officeId, unitId)) ?? fail('wrong_shape', { field: 'bearer' });
  return {
    bearer_kind: bearer.kind,
    bearer_tenant_id: office.tenantId,
    bearer_office_id: bearer.officeId,
    bearer_unit_id: unitId,
    bearer_body: null,
  };
}

function mustBeTheSame(row: CommitmentRow, body: Input<typeof contract.proposeCommitment>['body']): void {
  const same = row.forumId === body.forumId && row.text === body.text && row.bearerKind === body.bearer.kind;
  must(same, 'already_different');
}

function percentAfter(command: CommitmentCommand, said: number | undefined, before: number): number {
  if (command === 'reportDone') return 100;
  return command === 'progress' ? (said ?? before) : before;
}

function lineOf(row: CommitmentLine) {
  const { id, forumId, forum, text, bearerKind, bearer, state, madeOn, dueOn, overdue, percent } = row;
  return { id, forumId, forum, text, bearerKind, bearer, state, madeOn, dueOn, overdue, percent };
}
