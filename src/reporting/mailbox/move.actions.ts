import { record } from '../../audit/queries.ts';
import { equalBytes, fromBase64url } from '../../base/bytes.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { nextState, noticeOf } from '../../base/transition.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { KEY_FILE_RULE } from '../../crypto/key-file.ts';
import { provesNotPoliceLifted } from '../../crypto/not-police.ts';
import { SUMMARY_RULE } from '../../crypto/summary.ts';
import type { moveReport } from './mailbox.contract.ts';
import { findDeskToMoveTo, moveToDesk, setNotPoliceLifted } from './mailbox.queries.ts';
import { reportTransitions } from '../model.ts';
import type { MailboxGround } from './own-report.actions.ts';
import { mustStand, onOwnReport } from './own-report.actions.ts';
import { findMailboxKey, findSealedParts, insertEvent, insertNotice } from '../queries.ts';

/**
 * Gives a report to another desk, which from then on alone can open it. Marked "not the police" it never goes to a desk of the police;
 * "a woman only" stays so, and needs that desk's women's key (invariants 16, 21). Both organisations' audit logs say so, and she sees it.
 */
export async function move(
  ground: MailboxGround,
  mailboxId: Id,
  reportId: Id,
  asked: Input<typeof moveReport>['body'],
): Promise<void> {
  const keyFile = fromBase64url(asked.keyFile);
  const summary = fromBase64url(asked.summary);
  checkSealed(keyFile, KEY_FILE_RULE);
  checkSealed(summary, SUMMARY_RULE);
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    mustStand(report);
    if (report.deskId === asked.deskId) {
      // the same again, because its answer was lost
      const now = await findSealedParts(tx, reportId);
      must(now?.keyFile && equalBytes(now.keyFile, keyFile), 'already_different');
      return;
    }
    const desk = (await findDeskToMoveTo(tx, asked.deskId, report.women)) ?? fail('desk_unknown');
    must(desk.open && !(desk.police && report.notPolice), 'desk_closed');
    must(desk.epoch === asked.epoch, 'desk_closed');
    const to = nextState(reportTransitions, report.state, 'move', { roles: ['reporter'] });
    const day = baghdadDay(ground.clock());
    const by = { day, actor: 'reporter', object: `report:${reportId}` };
    await record(tx, { ...by, tenantId: report.tenantId, verb: 'report.movedAway' });
    const { tenantId } = desk;
    await moveToDesk(tx, reportId, {
      tenantId,
      deskId: asked.deskId,
      epoch: asked.epoch,
      keyFile,
      summary,
      state: to,
    });
    await record(tx, { ...by, tenantId, verb: 'report.movedHere' });
    await insertEvent(tx, {
      tenant_id: tenantId,
      report_id: reportId,
      command: 'move',
      from_state: report.state,
      to_state: to,
      day,
      actor: 'reporter',
      reason: null,
    });
    const kind = noticeOf(reportTransitions, report.state, 'move');
    if (kind) {
      await insertNotice(tx, {
        tenant_id: tenantId,
        report_id: reportId,
        day,
        kind,
        desk_id: asked.deskId,
        role: 'reporter',
      });
    }
  });
}

/** Takes the mark "not the police" off, on her word alone, signed by the mailbox's key (invariant 21). */
export async function liftMark(ground: MailboxGround, mailboxId: Id, reportId: Id, lifted: string): Promise<void> {
  const word = fromBase64url(lifted);
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    mustStand(report);
    const key = (await findMailboxKey(tx, mailboxId)) ?? fail('mailbox_unknown');
    must(await provesNotPoliceLifted(key, word, reportId), 'signature_refused');
    if (!report.notPolice) return;
    await setNotPoliceLifted(tx, reportId, word);
    await record(tx, {
      tenantId: report.tenantId,
      day: baghdadDay(ground.clock()),
      actor: 'reporter',
      verb: 'report.notPoliceLifted',
      object: `report:${reportId}`,
    });
  });
}
