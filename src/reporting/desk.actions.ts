import { record } from '../audit/queries.ts';
import type { Actor } from '../base/actor.ts';
import { fromBase64url, toBase64url } from '../base/bytes.ts';
import type { Clock, Day } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import type { Input, OutputOf } from '../base/endpoint.ts';
import type { Id } from '../base/ids.ts';
import { isUuid, randomId } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { nextState } from '../base/transition.ts';
import type { Database, Queries } from '../storage/database.ts';
import { maySeeDesk, mayOpen, mayWorkOn } from './access.ts';
import type { commandReport, listReports, openReport, putEntry } from './contract.ts';
import { listMessages } from './message.queries.ts';
import { reportTransitions } from './model.ts';
import type { ReportState } from './model.ts';
import type { Cursor, ReportRow } from './queries.ts';
import {
  countWomenOnly,
  findReportForUpdate,
  findSealedParts,
  insertEvent,
  insertNotice,
  listDeskReports,
  listEvents,
  listNotices,
  markRead,
  setEntry,
  setState,
} from './queries.ts';
import type { NewMessage } from './thread.actions.ts';
import { addMessage, messageAsText } from './thread.actions.ts';

export interface DeskGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** A page of a desk's list: sealed entries only. */
export async function listForDesk(
  ground: DeskGround,
  actor: Actor,
  deskId: Id,
  query: Input<typeof listReports>['query'],
): Promise<OutputOf<typeof listReports>> {
  must(maySeeDesk(actor, deskId), 'not_allowed');
  const women = actor.desks.some((seat) => seat.deskId === deskId && seat.women);
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const rows = await listDeskReports(tx, {
      deskId,
      women,
      state: query.state,
      after: query.cursor === undefined ? undefined : readCursor(query.cursor),
      limit: query.limit,
    });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      rows: rows.map((row) => ({
        ...row,
        urgentUntil: row.urgentUntil?.toISOString() ?? null,
        entry: row.entry ? toBase64url(row.entry) : null,
        summary: row.summary ? toBase64url(row.summary) : null,
      })),
      cursor: last ? `${last.day}.${last.id}` : null,
      womenOnly: women ? 0 : await countWomenOnly(tx, deskId),
    };
  });
}

/** Puts a re-sealed list entry in the place of a report's summary. */
export async function saveEntry(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  entry: Input<typeof putEntry>['body'],
): Promise<void> {
  await onReport(ground, actor, reportId, async (tx) =>
    setEntry(tx, reportId, fromBase64url(entry.entry), entry.epoch),
  );
}

/** Hands out the key file and all sealed parts; the audit leaf and her access notice are written in the same transaction. */
export async function open(ground: DeskGround, actor: Actor, reportId: Id): Promise<OutputOf<typeof openReport>> {
  return onReport(ground, actor, reportId, async (tx, report) => {
    const sealed = await findSealedParts(tx, reportId);
    if (!sealed?.keyFile || !sealed.body) return fail('not_found');
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.opened', object: `report:${reportId}` });
    await insertNotice(tx, {
      tenant_id: report.tenantId,
      report_id: reportId,
      id: randomId(),
      day,
      kind: 'opened',
      desk_id: report.deskId,
      role: 'deskWorker',
    });
    await markRead(tx, reportId);
    const { id, deskId, epoch, women, notPolice, state } = report;
    return {
      ...{ id, deskId, epoch, women, notPolice, state },
      day: report.day,
      keyFile: toBase64url(sealed.keyFile),
      body: toBase64url(sealed.body),
      messages: (await listMessages(tx, reportId)).map(messageAsText),
      notices: await listNotices(tx, reportId),
      events: await listEvents(tx, reportId),
    };
  });
}

/** Adds the desk's message; takes the urgency mark off, because somebody has answered. */
export async function writeAsDesk(ground: DeskGround, actor: Actor, reportId: Id, message: NewMessage): Promise<void> {
  await onReport(ground, actor, reportId, async (tx, report) => {
    const day = baghdadDay(ground.clock());
    const { added } = await addMessage(tx, report, 'desk', message, day);
    if (added) await record(tx, { ...by(actor, day), verb: 'report.answered', object: `report:${reportId}` });
  });
}

/** Carries out a command of the transition table. */
export async function command(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  asked: Input<typeof commandReport>['body'],
): Promise<ReportState> {
  return onReport(ground, actor, reportId, async (tx, report) => {
    must(asked.second === undefined || asked.second !== actor.accountId, 'not_allowed');
    const to = nextState(reportTransitions, report.state, asked.command, {
      roles: ['deskMember'],
      holds: report.deskMessages > 0 ? ['answered'] : [],
      reason: asked.reason,
      second: asked.second,
    });
    const day = baghdadDay(ground.clock());
    await setState(tx, reportId, to);
    await insertEvent(tx, {
      tenant_id: report.tenantId,
      report_id: reportId,
      command: asked.command,
      from_state: report.state,
      to_state: to,
      day,
      actor: actor.accountId,
      reason: asked.reason ?? null,
    });
    await record(tx, { ...by(actor, day), verb: `report.${asked.command}`, object: `report:${reportId}` });
    return to;
  });
}

/**
 * Runs work on a report that the actor may open, its row locked. Another tenant's report and one that she may not open are the same
 * `not_found`: an id tells nothing.
 */
async function onReport<T>(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  work: (tx: Queries, report: ReportRow) => Promise<T>,
): Promise<T> {
  return ground.database.transact(scopeOf(actor), async (tx: Queries) => {
    const report = (await findReportForUpdate(tx, reportId)) ?? fail('not_found');
    const facts = { ...report, locked: report.destroyAfter !== null };
    must(mayOpen(actor, facts) && mayWorkOn(actor, facts), 'not_found');
    return work(tx, report);
  });
}

function scopeOf(actor: Actor) {
  return { tenant: actor.tenantId, actor: actor.accountId };
}

function by(actor: Actor, day: Day) {
  return { tenantId: actor.tenantId, day, actor: actor.accountId };
}

function readCursor(text: string): Cursor {
  const [day = '', id = ''] = text.split('.');
  must(/^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id), 'malformed');
  return { day, id };
}
