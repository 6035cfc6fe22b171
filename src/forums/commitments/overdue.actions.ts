import type { Role } from '../../base/actor.ts';
import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Mail } from '../../mail/mail.ts';
import type { Queries } from '../../storage/database.ts';
import type { ForumsGround } from '../queries.ts';
import { listForumTenants } from '../queries.ts';
import { ESCALATE_AFTER_DAYS } from './commitment.model.ts';
import type { ReminderLevel } from './commitment.queries.ts';
import { listReminders, markOverdue, raiseReminders } from './commitment.queries.ts';

/** Who is to be told that promises are overdue. Numbers of promises stay here: a message holds no content (invariant 17). */
export interface OverdueNotice {
  /** `bearer`: the managers of the duty bearer's organisation. `directorate`: the directors of the organisation that has the forum. */
  readonly whom: 'bearer' | 'directorate';
  readonly tenantId: Id;
  readonly governorateId: string;
}

/** The addresses that an organisation's people with this role gave for alerts; put in from above, because this slice knows no accounts. */
export type ListRoleAddresses = (tx: Queries, tenantId: Id, role: Role) => Promise<readonly string[]>;

export interface OverdueGround extends ForumsGround {
  /** Undefined where this installation sends no mail: then the marks in the desk tell. */
  readonly mail: Mail | undefined;
  readonly listRoleAddresses: ListRoleAddresses;
}

const roleToTell = { bearer: 'officeManager', directorate: 'governorateDirector' } as const satisfies Record<
  OverdueNotice['whom'],
  Role
>;

/**
 * Marks what is past its day. On the day after its due day the duty bearer is reminded, two weeks later the directorate is told, each once
 * for a due day, by a mail without content. What the mail server did not take is tried by the next run; a run that is repeated or missed
 * does no harm. What was told.
 */
export async function sweepOverdue(ground: OverdueGround): Promise<readonly OverdueNotice[]> {
  const today = baghdadDay(ground.clock());
  const late = addDays(today, -ESCALATE_AFTER_DAYS);
  const levels: readonly ReminderLevel[] = [
    { level: 1, dueBefore: today, dueFrom: late },
    // What is two weeks over is not reminded as if it were new.
    { level: 2, dueBefore: late },
  ];
  const told: OverdueNotice[] = [];
  const mailed = new Set<string>();
  let failed = false;
  for (const tenantId of await listForumTenants(ground.database.direct)) {
    await ground.database.transact({ tenant: tenantId }, (tx) => markOverdue(tx, tenantId, today));
    for (const level of levels) {
      const groups = await ground.database.transact({ tenant: tenantId }, (tx) => listReminders(tx, tenantId, level));
      for (const group of groups) {
        const notice = noticeOf(level, tenantId, group);
        if (notice && !(await tell(ground, notice, today, mailed))) {
          failed = true;
          continue;
        }
        if (notice) told.push(notice);
        await ground.database.transact({ tenant: tenantId }, (tx) => raiseReminders(tx, tenantId, level, group));
      }
    }
  }
  if (failed) throw new Error('the mail server did not take everything');
  return told;
}

/** Undefined for a body without people here: the forum's secretary sees it on the board and reminds it. */
function noticeOf(
  { level }: ReminderLevel,
  tenantId: Id,
  { bearerTenantId, governorateId }: { readonly bearerTenantId: Id | null; readonly governorateId: string },
): OverdueNotice | undefined {
  if (level === 2) return { whom: 'directorate', tenantId, governorateId };
  return bearerTenantId === null ? undefined : { whom: 'bearer', tenantId: bearerTenantId, governorateId };
}

/** One mail a person and run, however many forums it is about. False: the mail server is to be tried again. */
async function tell(
  { database, mail, listRoleAddresses }: OverdueGround,
  { whom, tenantId }: OverdueNotice,
  today: string,
  mailed: Set<string>,
): Promise<boolean> {
  if (mail === undefined) return true;
  const role = roleToTell[whom];
  const addresses = await database.transact({ tenant: tenantId }, (tx) => listRoleAddresses(tx, tenantId, role));
  let reached = true;
  for (const to of addresses.filter((each) => !mailed.has(each))) {
    const delivery = await mail.send({ to, kind: 'somethingWaits', occasion: `forums.overdue ${whom} ${today}` });
    if (delivery === 'failed') reached = false;
    else mailed.add(to);
  }
  return reached;
}
