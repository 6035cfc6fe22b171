import { toBase64url } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import type { OutputOf } from '../base/endpoint.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import type { Database } from '../storage/database.ts';
import type { readMailbox } from './contract.ts';
import { listMessages } from './message.queries.ts';
import { findReportForUpdate, findSealedParts, listMailboxReports, listNotices } from './queries.ts';
import type { NewMessage } from './thread.actions.ts';
import { addMessage, messageAsText } from './thread.actions.ts';

export interface MailboxGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** Everything that the holder of a receipt may see. Her reading is never logged. */
export async function readThreads(ground: MailboxGround, mailboxId: Id): Promise<OutputOf<typeof readMailbox>> {
  const own = await ground.database.transact({ mailbox: mailboxId }, (tx) => listMailboxReports(tx, mailboxId));
  const reports = [];
  for (const report of own) {
    reports.push(
      await ground.database.transact({ tenant: report.tenantId, mailbox: mailboxId }, async (tx) => {
        const sealed = await findSealedParts(tx, report.id);
        const { id, deskId, epoch, women, notPolice, day, state, destroyAfter } = report;
        return {
          ...{ id, deskId, epoch, women, notPolice, day, state },
          destroyAfter: destroyAfter?.toISOString() ?? null,
          keyFile: sealed?.keyFile ? toBase64url(sealed.keyFile) : null,
          body: sealed?.body ? toBase64url(sealed.body) : null,
          messages: (await listMessages(tx, report.id)).map(messageAsText),
          notices: await listNotices(tx, report.id),
        };
      }),
    );
  }
  return { reports };
}

/** Adds her message to her own report. A locked or ended one takes none. */
export async function writeAsReporter(
  ground: MailboxGround,
  mailboxId: Id,
  reportId: Id,
  message: NewMessage,
): Promise<void> {
  const own = await ground.database.transact({ mailbox: mailboxId }, (tx) => listMailboxReports(tx, mailboxId));
  const tenant = own.find((each) => each.id === reportId)?.tenantId ?? fail('not_found');
  await ground.database.transact({ tenant, mailbox: mailboxId }, async (tx) => {
    const report = (await findReportForUpdate(tx, reportId)) ?? fail('not_found');
    must(
      report.destroyAfter === null && report.state !== 'withdrawn' && report.state !== 'expired',
      'transition_refused',
      {
        why: 'state',
        state: report.state,
      },
    );
    await addMessage(tx, report, 'reporter', message, baghdadDay(ground.clock()));
  });
}
