import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { DeskGround } from './desk.actions.ts';
import { by, onReport } from './desk.actions.ts';
import { deskRoleOf } from './desk.model.ts';
import { insertNotice } from '../queries.ts';

/**
 * Notes that somebody (a parent, a relative) asked to see a report and that the desk refused (invariant 18): a leaf of the audit log
 * each time, and once a day a notice to her. Who asked is written down nowhere.
 */
export async function noteAccessRefused(ground: DeskGround, actor: Actor, reportId: Id): Promise<void> {
  await onReport(ground, actor, reportId, async (tx, report) => {
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.accessRefused', object: `report:${reportId}` });
    await insertNotice(tx, {
      tenant_id: report.tenantId,
      report_id: reportId,
      day,
      kind: 'accessRefused',
      desk_id: report.deskId,
      role: deskRoleOf(actor.roles),
    });
  });
}
