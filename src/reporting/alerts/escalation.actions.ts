import type { Clock } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { listRotas } from '../../directory/index.ts';
import type { Mail } from '../../mail/mail.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { clearSpentUrgency, listDeskOwners } from '../sweeps/sweep.queries.ts';
import { marksAt } from './alert.model.ts';
import type { MailedMark } from './alert.queries.ts';
import { forgetSpentMails, listMailed, listWaitingMarks, noteMailed, takeMailTurn } from './alert.queries.ts';

/** The addresses that these people of a tenant gave for alerts; put in from above, because this slice knows no accounts. */
export type ListAlertAddresses = (
  tx: Queries,
  tenantId: Id,
  accountIds: readonly Id[],
) => Promise<readonly { readonly accountId: Id; readonly email: string }[]>;

export interface EscalationGround {
  readonly database: Database;
  readonly clock: Clock;
  /** The role of the jobs, on whose connection a sweep keeps its turn while it sends. */
  readonly jobsDatabase: Database;
  /** Undefined where this installation sends no mail. */
  readonly mail: Mail | undefined;
  readonly listAlertAddresses: ListAlertAddresses;
}

/** So many letters that fail, and the mail server is taken to be away: the next sweep tries again. */
const MOST_FAILURES = 3;

/**
 * Takes the urgency mark off what is no longer open, and sends to the people of a duty rota, at the quarter of an hour and at the hour, a
 * mail without content (invariant 19): one a person and mark, however many reports and desks it is about. Whoever has had hers is noted
 * at once, so a second sweep, or one after a restart, sends it to nobody again; what failed is tried by the next one.
 */
export async function escalateUrgent(ground: EscalationGround): Promise<void> {
  for (const tenantId of await listDeskOwners(ground.database.direct)) {
    await ground.database.transact({ tenant: tenantId }, async (tx) => {
      await clearSpentUrgency(tx);
      await forgetSpentMails(tx, await listWaitingMarks(tx, marksAt(ground.clock())));
    });
  }
  const { mail } = ground;
  if (mail === undefined) return;
  await ground.jobsDatabase.transact({}, async (turn) => {
    if (await takeMailTurn(turn)) await sendDue(ground, mail);
  });
}

async function sendDue(ground: EscalationGround, mail: Mail): Promise<void> {
  let failures = 0;
  for (const tenantId of await listDeskOwners(ground.database.direct)) {
    for (const { accountId, email, marks } of await listDue(ground, tenantId)) {
      const occasion = marks.map((each) => `${each.deskId} ${each.level} ${each.mark.toISOString()}`).join(' ');
      const delivery = await mail.send({ to: email, kind: 'somethingWaits', occasion: `${accountId} ${occasion}` });
      if (delivery === 'failed') {
        if (++failures >= MOST_FAILURES) throw new Error('the mail server takes nothing');
        continue;
      }
      // An address that is refused for good is not tried again before the next mark.
      await ground.database.transact({ tenant: tenantId }, async (tx) => {
        for (const mark of marks) await noteMailed(tx, tenantId, mark);
      });
    }
  }
  if (failures > 0) throw new Error('the mail server did not take everything');
}

/** Somebody who is to get a mail now, and the marks that it is about. */
interface Due {
  readonly accountId: Id;
  readonly email: string;
  readonly marks: readonly MailedMark[];
}

async function listDue({ database, clock, listAlertAddresses }: EscalationGround, tenantId: Id): Promise<Due[]> {
  return database.transact({ tenant: tenantId }, async (tx) => {
    const waiting = await listWaitingMarks(tx, marksAt(clock()));
    if (waiting.length === 0) return [];
    const mailed = await listMailed(tx);
    const marks = (await listRotas(tx, tenantId)).flatMap(({ deskId, rota }) =>
      [...new Set(rota.map((each) => each.accountId))].flatMap((accountId) =>
        waiting.filter((each) => each.deskId === deskId).map((each) => ({ ...each, accountId })),
      ),
    );
    const due = marks.filter((each) => !mailed.some((had) => isSame(had, each) && had.mark >= each.mark));
    const addresses = await listAlertAddresses(tx, tenantId, [...new Set(due.map((each) => each.accountId))]);
    return addresses.map((address) => ({
      ...address,
      marks: due.filter((each) => each.accountId === address.accountId),
    }));
  });
}

function isSame(one: MailedMark, other: MailedMark): boolean {
  return one.deskId === other.deskId && one.level === other.level && one.accountId === other.accountId;
}
