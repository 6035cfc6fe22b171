import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { toBase64url } from '../../base/bytes.ts';
import type { Clock, Day } from '../../base/clock.ts';
import { baghdadDay, halfYearOf } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { nextState, noticeOf } from '../../base/transition.ts';
import type { Database, Queries } from '../../storage/database.ts';
import type { RoomForText } from '../../storage/disk.ts';
import { mayOpen, mayWorkOn } from '../access.ts';
import type { commandReport, openReport, writeFromDesk } from './desk.contract.ts';
import { deskRoleOf, isAgreed, isOpenState } from './desk.model.ts';
import { countFirstAnswer, getWork, listLinks, markRead } from './desk.queries.ts';
import { listMessages } from '../thread/message.queries.ts';
import type { NoticeKind, ReportCommand, ReportState } from '../model.ts';
import { reportTransitions } from '../model.ts';
import type { ReportRow } from '../queries.ts';
import {
  findReportForUpdate,
  findSealedParts,
  insertEvent,
  insertNotice,
  listEvents,
  listNotices,
  setState,
} from '../queries.ts';
import { addMessage, messageAsText } from '../thread/thread.actions.ts';

/** Somebody with a seat at a desk; `women`: holds its women's key. */
export interface Seated {
  readonly id: Id;
  readonly name: string;
  readonly women: boolean;
}

export interface DeskGround {
  readonly database: Database;
  readonly clock: Clock;
  /** Who sits at a desk; put in from above, because this slice knows no accounts. */
  readonly listSeated: (tx: Queries, deskId: Id) => Promise<readonly Seated[]>;
  /** Throws `storage_full` when the disk has no room even for a text. */
  readonly roomForText: RoomForText;
}

/** Hands out the key file and all sealed parts; the audit leaf and her access notice are written in the same transaction. */
export async function open(ground: DeskGround, actor: Actor, reportId: Id): Promise<OutputOf<typeof openReport>> {
  return onReport(ground, actor, reportId, async (tx, report) => {
    const sealed = await findSealedParts(tx, reportId);
    if (!sealed?.keyFile || !sealed.body) return fail('not_found');
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.opened', object: `report:${reportId}` });
    await tell(tx, actor, day, report, 'opened');
    await markRead(tx, reportId);
    const { id, deskId, epoch, women, notPolice, state } = report;
    const work = await getWork(tx, reportId);
    return {
      id,
      deskId,
      epoch,
      women,
      notPolice,
      state,
      day: report.day,
      keyFile: toBase64url(sealed.keyFile),
      body: toBase64url(sealed.body),
      messages: (await listMessages(tx, reportId)).map(messageAsText),
      notices: await listNotices(tx, reportId),
      events: await listEvents(tx, reportId),
      notPoliceLifted: work.notPoliceLifted && toBase64url(work.notPoliceLifted),
      assigneeId: work.assigneeId,
      dueOn: work.dueOn,
      urgentUntil: work.urgentUntil?.toISOString() ?? null,
      closure:
        work.closureBy && work.closureReason && work.closureAftercare
          ? {
              by: work.closureBy,
              reason: work.closureReason,
              aftercare: work.closureAftercare,
              wroteSince: work.closureSeen !== report.reporterMessages,
            }
          : null,
      links: (await listLinks(tx, reportId)).map((link) => ({
        otherId: link.otherId,
        agreed: isAgreed(link),
        byHer: link.byHer,
        word: link.word && toBase64url(link.word),
      })),
    };
  });
}

/** Adds the desk's message; takes the urgency mark off, because somebody has answered, and counts the band of a first answer. */
export async function writeAsDesk(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  { firstAnswer, ...message }: Input<typeof writeFromDesk>['body'],
): Promise<void> {
  await ground.roomForText();
  await onReport(ground, actor, reportId, async (tx, report) => {
    must(isOpenState(report.state), 'transition_refused', { why: 'state', state: report.state });
    const day = baghdadDay(ground.clock());
    const { added } = await addMessage(tx, report, 'desk', message, day);
    if (!added) return;
    if (report.deskMessages === 0 && firstAnswer) {
      await countFirstAnswer(
        tx,
        { tenantId: report.tenantId, deskId: report.deskId, halfYear: halfYearOf(day) },
        firstAnswer,
      );
    }
    await tell(tx, actor, day, report, 'answered');
    await record(tx, { ...by(actor, day), verb: 'report.answered', object: `report:${reportId}` });
  });
}

/** Carries out a command of the transition table. Closing is refused here (`why: second`): it has its own two steps. */
export async function command(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  asked: Input<typeof commandReport>['body'],
): Promise<ReportState> {
  return onReport(ground, actor, reportId, async (tx, report) =>
    carryOut(tx, actor, baghdadDay(ground.clock()), report, asked.command, { reason: asked.reason }),
  );
}

/** Changes a report's state by the table, with its event and its audit leaf; the report is locked by the caller. */
export async function carryOut(
  tx: Queries,
  actor: Actor,
  day: Day,
  report: ReportRow,
  command: ReportCommand,
  brought: { readonly reason?: string | undefined; readonly second?: Id | undefined },
): Promise<ReportState> {
  const links = command === 'link' ? await listLinks(tx, report.id) : [];
  const to = nextState(reportTransitions, report.state, command, {
    roles: ['deskMember'],
    holds: [
      ...(report.deskMessages > 0 ? (['answered'] as const) : []),
      ...(links.some(isAgreed) ? (['bothMailboxesAgree'] as const) : []),
    ],
    ...brought,
  });
  await setState(tx, report.id, to);
  await insertEvent(tx, {
    tenant_id: report.tenantId,
    report_id: report.id,
    command,
    from_state: report.state,
    to_state: to,
    day,
    actor: actor.accountId,
    reason: brought.reason ?? null,
  });
  const notice = noticeOf(reportTransitions, report.state, command);
  if (notice) await tell(tx, actor, day, report, notice);
  await record(tx, { ...by(actor, day), verb: `report.${command}`, object: `report:${report.id}` });
  return to;
}

/** Tells her what the desk did with her report: which desk, in what role, on which day; never who (rule N12). */
async function tell(
  tx: Queries,
  actor: Actor,
  day: Day,
  { tenantId, id, deskId }: ReportRow,
  kind: NoticeKind,
): Promise<void> {
  const role = deskRoleOf(actor.roles);
  await insertNotice(tx, { tenant_id: tenantId, report_id: id, day, kind, desk_id: deskId, role });
}

/**
 * Runs work on a report that the actor may open, its row locked. Another tenant's report and one that she may not open are the same
 * `not_found`: an id tells nothing.
 */
export async function onReport<T>(
  ground: Pick<DeskGround, 'database'>,
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

/** The row-security scope of a signed-in person. */
export function scopeOf(actor: Actor) {
  return { tenant: actor.tenantId, actor: actor.accountId };
}

/** The part of an audit event that says who and when. */
export function by(actor: Actor, day: Day) {
  return { tenantId: actor.tenantId, day, actor: actor.accountId };
}
