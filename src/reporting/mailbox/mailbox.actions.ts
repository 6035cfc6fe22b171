import { record } from '../../audit/queries.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { nextState, noticeOf } from '../../base/transition.ts';
import { findOwnMarks } from '../../crypto/own-marks.ts';
import type { Queries } from '../../storage/database.ts';
import type { RoomForText } from '../../storage/disk.ts';
import type { readMailbox } from '../contract.ts';
import type { hideRead as hideReadContract } from './mailbox.contract.ts';
import { findHidden, findOwnWords, setHidden } from './mailbox.queries.ts';
import { listProposedLinks } from './link.queries.ts';
import { listMessages } from '../thread/message.queries.ts';
import { reportTransitions } from '../model.ts';
import type { MailboxGround } from './own-report.actions.ts';
import { mustStand, onOwnReport } from './own-report.actions.ts';
import type { ReportRow } from '../queries.ts';
import {
  findMailboxKey,
  findSealedParts,
  insertEvent,
  insertNotice,
  listMailboxReports,
  listNotices,
  setState,
} from '../queries.ts';
import type { NewMessage } from '../thread/thread.actions.ts';
import { addMessage, messageAsText } from '../thread/thread.actions.ts';

type MailboxReport = OutputOf<typeof readMailbox>['reports'][number];

/** Everything that the holder of a receipt may see. Her reading is never logged. */
export async function readThreads(ground: MailboxGround, mailboxId: Id): Promise<OutputOf<typeof readMailbox>> {
  const own = await ground.database.transact({ mailbox: mailboxId }, (tx) => listMailboxReports(tx, mailboxId));
  const reports = [];
  for (const report of own) {
    const scope = { tenant: report.tenantId, mailbox: mailboxId };
    reports.push(await ground.database.transact(scope, (tx) => readReport(tx, report)));
  }
  return { reports };
}

async function readReport(tx: Queries, report: ReportRow): Promise<MailboxReport> {
  const sealed = await findSealedParts(tx, report.id);
  const hidden = await findHidden(tx, report.id);
  const words = await findOwnWords(tx, report.id);
  const messages = await listMessages(tx, report.id);
  const { id, deskId, epoch, women, notPolice, day, state, destroyAfter } = report;
  return {
    id,
    deskId,
    epoch,
    women,
    notPolice,
    day,
    state,
    destroyAfter: destroyAfter?.toISOString() ?? null,
    keyFile: sealed?.keyFile ? toBase64url(sealed.keyFile) : null,
    // What she removed from here is not handed out any more, to whoever holds the receipt.
    body: sealed?.body && hidden === undefined ? toBase64url(sealed.body) : null,
    messages: messages.slice(hidden?.through ?? 0).map(messageAsText),
    hidden: hidden ? { reporter: hidden.reporter, desk: hidden.desk } : null,
    ownMarks: words?.ownMarks ? toBase64url(words.ownMarks) : null,
    notPoliceLifted: words?.notPoliceLifted ? toBase64url(words.notPoliceLifted) : null,
    notices: await listNotices(tx, report.id),
    links: await listProposedLinks(tx, report.id),
  };
}

/** Adds her message to her own report; one that was closed is open again. A locked or ended one takes none. */
export async function writeAsReporter(
  ground: MailboxGround & { readonly roomForText: RoomForText },
  mailboxId: Id,
  reportId: Id,
  message: NewMessage,
): Promise<void> {
  await ground.roomForText();
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    mustStand(report);
    const day = baghdadDay(ground.clock());
    const { added } = await addMessage(tx, report, 'reporter', message, day);
    if (added && report.state === 'closed') await reopen(tx, report, day);
  });
}

async function reopen(tx: Queries, { tenantId, id, deskId, state }: ReportRow, day: string): Promise<void> {
  const to = nextState(reportTransitions, state, 'reopen', { roles: ['reporter'] });
  await setState(tx, id, to);
  await insertEvent(tx, {
    tenant_id: tenantId,
    report_id: id,
    command: 'reopen',
    from_state: state,
    to_state: to,
    day,
    actor: 'reporter',
    reason: null,
  });
  const kind = noticeOf(reportTransitions, state, 'reopen');
  if (kind) {
    await insertNotice(tx, { tenant_id: tenantId, report_id: id, day, kind, desk_id: deskId, role: 'reporter' });
  }
  await record(tx, { tenantId, day, actor: 'reporter', verb: 'report.reopen', object: `report:${id}` });
}

/** Removes the report and the first messages of its thread from this mailbox for good. Not logged: it is part of her reading. */
export async function hideRead(
  ground: MailboxGround,
  mailboxId: Id,
  reportId: Id,
  { through, marks }: Input<typeof hideReadContract>['body'],
): Promise<void> {
  const word = marks === undefined ? null : fromBase64url(marks);
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    must(through <= report.deskMessages + report.reporterMessages, 'wrong_shape');
    const key = (await findMailboxKey(tx, mailboxId)) ?? fail('mailbox_unknown');
    must(word === null || (await findOwnMarks(key, word, reportId)) !== undefined, 'signature_refused');
    await setHidden(tx, reportId, through, word);
  });
}
