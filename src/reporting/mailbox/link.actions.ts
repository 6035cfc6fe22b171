import { record } from '../../audit/queries.ts';
import { fromBase64url } from '../../base/bytes.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { provesOneReporter } from '../../crypto/one-reporter.ts';
import { findMailboxKey } from '../queries.ts';
import { findOther, insertOwnLink, keepWord, markUnread } from './link.queries.ts';
import type { MailboxGround } from './own-report.actions.ts';
import { mustStand, onOwnReport } from './own-report.actions.ts';

/**
 * Says from this mailbox that another report is hers as well (invariant 22), by its signed word; whether the desk proposed it or she
 * names it herself. Nothing is joined before the other mailbox has said the same, and then only the desk does it. Both lie at one desk,
 * and under the same key: a report that only women may open is not named to its men by a detour (invariant 16).
 */
export async function sayLinked(
  ground: MailboxGround,
  mailboxId: Id,
  { reportId, otherId }: { readonly reportId: Id; readonly otherId: Id },
  said: string,
): Promise<void> {
  const word = fromBase64url(said);
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    mustStand(report);
    const key = (await findMailboxKey(tx, mailboxId)) ?? fail('mailbox_unknown');
    must(await provesOneReporter(key, word, reportId, otherId), 'signature_refused');
    const other = otherId === reportId ? undefined : await findOther(tx, otherId);
    must(other?.deskId === report.deskId, 'not_found');
    mustStand(other);
    must(other.women === report.women, 'transition_refused', { why: 'women', state: report.state });
    const day = baghdadDay(ground.clock());
    if (!(await keepWord(tx, reportId, otherId, word))) {
      const link = { tenant_id: report.tenantId, id: randomId(), report_a: reportId, report_b: otherId, day };
      await insertOwnLink(tx, link, word);
    }
    await markUnread(tx, reportId);
    await record(tx, {
      tenantId: report.tenantId,
      day,
      actor: 'reporter',
      verb: 'report.linkSaid',
      object: `report:${reportId}`,
    });
  });
}
