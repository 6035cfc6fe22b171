import { createHash } from 'node:crypto';
import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { canonicalJson } from '../../base/canonical.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { commandsFrom, nextState } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import { hasForumSeat, mayReadForum, standsForBearer } from '../access.ts';
import type { RaiseLimit } from '../issues/raise-limit.actions.ts';
import { mustHoldNobody } from '../issues/screen.model.ts';
import type { Seat } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { findTenantOfOpenForum, listSeatsOf } from '../queries.ts';
import type * as contract from './request.contract.ts';
import type {
  AskerKind,
  RequestAudience,
  RequestGuard,
  RequestRole,
  RequestState,
  RequestTopic,
} from './request.model.ts';
import { requestTransitions } from './request.model.ts';
import {
  findRequestForUpdate,
  findRequestLine,
  insertRequest,
  insertRequestEvent,
  listRequestEvents,
  listRequestLines,
  updateRequest,
} from './request.queries.ts';

const PAGE = 100;

/** What an institution asks for on the public site. */
export interface Asked {
  readonly askerKind: AskerKind;
  readonly askerName: string;
  readonly topic: RequestTopic;
  readonly audience: RequestAudience;
  readonly expected: number | null;
  readonly wantedMonth: Day | null;
  readonly locale: 'ar' | 'ckb' | 'en';
  readonly contact: string | null;
  readonly note: string | null;
}

/**
 * An institution asks a forum for a session, without an account. `issue_diverted` for a name or note that is about one person, of which
 * nothing is kept; the same id and content again get the first answer.
 */
export async function askFromSite(
  ground: ForumsGround & { readonly limit: RaiseLimit },
  forumId: Id,
  id: Id,
  asked: Asked,
): Promise<Day> {
  mustHoldNobody(asked.askerName, asked.note);
  const day = baghdadDay(ground.clock());
  const tenantId = (await findTenantOfOpenForum(ground.database.direct, forumId, day)) ?? fail('not_found');
  must(ground.limit(forumId), 'too_many');
  const digest = createHash('sha256')
    .update(canonicalJson({ ...asked, forumId }))
    .digest();
  return ground.database.transact({ tenant: tenantId }, async (tx) => {
    const added = await insertRequest(tx, {
      tenant_id: tenantId,
      id,
      forum_id: forumId,
      digest,
      asker_kind: asked.askerKind,
      asker_name: asked.askerName,
      topic: asked.topic,
      audience: asked.audience,
      expected: asked.expected,
      wanted_month: asked.wantedMonth,
      locale: asked.locale,
      contact: asked.contact,
      note: asked.note,
      state: 'received',
      received_on: day,
      scheduled_on: null,
      delivered_on: null,
      women: null,
      men: null,
      evaluation: null,
    });
    if (!added) {
      const known = (await findRequestForUpdate(tx, id)) ?? fail('already_different');
      must(digest.equals(known.digest), 'already_different');
      return known.receivedOn;
    }
    await insertRequestEvent(tx, {
      tenant_id: tenantId,
      request_id: id,
      command: 'receive',
      state: 'received',
      day,
      actor: null,
      reason: null,
    });
    await record(tx, { tenantId, day, actor: 'public', verb: 'request.received', object: `request:${id}` });
    return day;
  });
}

/** A page of the requests that somebody may see. */
export async function listOf(
  ground: ForumsGround,
  actor: Actor,
  query: Input<typeof contract.listRequests>['query'],
): Promise<OutputOf<typeof contract.listRequests>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const readsAll = mayReadForum(actor, [], actor.tenantId);
    const forums = readsAll ? undefined : seats.map(({ forumId }) => forumId);
    const rows = await listRequestLines(tx, actor.tenantId, { ...query, forums }, PAGE + 1);
    return { requests: rows.slice(0, PAGE).map(lineOf), more: rows.length > PAGE };
  });
}

/** A request, its timeline and what the signed-in person may do with it. */
export async function readRequest(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.getRequest>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const row = (await findRequestLine(tx, id)) ?? fail('not_found');
    must(maySee(actor, seats, row), 'not_found');
    const roles = rolesIn(actor, seats, row.forumId);
    const { expected, wantedMonth, locale, note, deliveredOn, women, men, evaluation } = row;
    return {
      ...lineOf(row),
      expected,
      wantedMonth,
      locale,
      note,
      deliveredOn,
      women,
      men,
      evaluation,
      contact: roles.length > 0 ? row.contact : null,
      events: await listRequestEvents(tx, id),
      commands: [...commandsFrom(requestTransitions, row.state, roles)],
    };
  });
}

/** Carries out a command of the transition table; the state that it leads to. Whom to reach goes with the end of the request. */
export async function command(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  asked: Input<typeof contract.commandRequest>['body'],
): Promise<RequestState> {
  const day = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const row = (await findRequestForUpdate(tx, id)) ?? fail('not_found');
    must(maySee(actor, seats, row), 'not_found');
    const state = nextState(requestTransitions, row.state, asked.command, {
      roles: rolesIn(actor, seats, row.forumId),
      holds: guardsFor(asked),
      reason: asked.reason,
    });
    mustHoldNobody(asked.evaluation, asked.reason);
    await updateRequest(tx, row, {
      state,
      ...(asked.command === 'schedule' ? { scheduled_on: asked.scheduledOn ?? null } : {}),
      ...(asked.command === 'deliver' ? { delivered_on: day, women: asked.women ?? null, men: asked.men ?? null } : {}),
      ...(asked.command === 'evaluate' ? { evaluation: asked.evaluation ?? null } : {}),
      ...(state === 'closed' || state === 'declined' ? { contact: null } : {}),
    });
    await note(tx, actor, row, { command: asked.command, state, day, reason: asked.reason ?? null });
    return state;
  });
}

async function note(
  tx: Queries,
  actor: Actor,
  row: { readonly tenantId: Id; readonly id: Id },
  event: Pick<Parameters<typeof insertRequestEvent>[1], 'command' | 'state' | 'day' | 'reason'>,
): Promise<void> {
  await insertRequestEvent(tx, { tenant_id: row.tenantId, request_id: row.id, actor: actor.accountId, ...event });
  await record(tx, {
    tenantId: actor.tenantId,
    day: event.day,
    actor: actor.accountId,
    verb: `request.${event.command}`,
    object: `request:${row.id}`,
  });
}

function guardsFor(asked: Input<typeof contract.commandRequest>['body']): readonly RequestGuard[] {
  return [
    ...(asked.scheduledOn === undefined ? [] : (['dated'] as const)),
    ...(asked.women === undefined || asked.men === undefined ? [] : (['counted'] as const)),
  ];
}

function rolesIn(actor: Actor, seats: readonly Seat[], forumId: Id): readonly RequestRole[] {
  return [
    ...(['secretary', 'chair'] as const).filter((role) => hasForumSeat(seats, forumId, role)),
    ...(standsForBearer(actor) ? (['officer'] as const) : []),
  ];
}

function maySee(actor: Actor, seats: readonly Seat[], row: { readonly tenantId: Id; readonly forumId: Id }): boolean {
  return actor.tenantId === row.tenantId && mayReadForum(actor, seats, row.forumId);
}

function lineOf(row: OutputOf<typeof contract.listRequests>['requests'][number]) {
  const { id, forumId, forum, askerKind, askerName, topic, audience, state, receivedOn, scheduledOn } = row;
  return { id, forumId, forum, askerKind, askerName, topic, audience, state, receivedOn, scheduledOn };
}
