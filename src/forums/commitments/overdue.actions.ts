import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { ForumsGround } from '../queries.ts';
import { listForumTenants } from '../queries.ts';
import { ESCALATE_AFTER_DAYS } from './commitment.model.ts';
import { markOverdue, raiseReminders } from './commitment.queries.ts';

/** Who is to be told that promises are overdue. Numbers of promises stay here: a message holds no content (invariant 17). */
export interface OverdueNotice {
  /** `bearer`: the managers of the duty bearer's organisation. `directorate`: the directors of the forum's governorate. */
  readonly whom: 'bearer' | 'directorate';
  readonly tenantId: Id;
  readonly governorateId: string;
}

/**
 * Marks what is past its day. On the day after its due day the duty bearer is reminded, two weeks later the directorate is told, each once
 * for a due day. A run that is repeated or missed does no harm.
 */
export async function sweepOverdue(ground: ForumsGround): Promise<readonly OverdueNotice[]> {
  const today = baghdadDay(ground.clock());
  const notices: OverdueNotice[] = [];
  for (const tenantId of await listForumTenants(ground.database.direct)) {
    await ground.database.transact({ tenant: tenantId }, async (tx) => {
      await markOverdue(tx, tenantId, today);
      // The later level first: what is two weeks over is not reminded as if it were new.
      const late = await raiseReminders(tx, tenantId, 2, addDays(today, -ESCALATE_AFTER_DAYS));
      const due = await raiseReminders(tx, tenantId, 1, today);
      notices.push(
        ...late.map(({ governorateId }): OverdueNotice => ({ whom: 'directorate', tenantId, governorateId })),
        ...due.flatMap(({ bearerTenantId, governorateId }): OverdueNotice[] =>
          // A body without people here is reminded by the forum's secretary, who sees it on the board.
          bearerTenantId === null ? [] : [{ whom: 'bearer', tenantId: bearerTenantId, governorateId }],
        ),
      );
    });
  }
  return notices;
}
