import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Mail } from '../../mail/mail.ts';
import type { Queries } from '../../storage/database.ts';
import type { ForumsGround } from '../queries.ts';
import { listForumTenants } from '../queries.ts';
import { listSeatedAccounts } from './agenda.queries.ts';
import { AGENDA_OUT_DAYS } from './meeting.model.ts';
import { findMeetingForUpdate, listAgendasToMail, updateMeeting } from './meeting.queries.ts';

/** The addresses that these people of a tenant gave for alerts; put in from above, because addresses are the accounts'. */
export type ListAlertAddresses = (
  tx: Queries,
  tenantId: Id,
  accountIds: readonly Id[],
) => Promise<readonly { readonly accountId: Id; readonly email: string }[]>;

export interface AgendaMailGround extends ForumsGround {
  /** Undefined where this installation sends no mail. */
  readonly mail: Mail | undefined;
  readonly listAlertAddresses: ListAlertAddresses;
}

/**
 * Tells whoever has a seat, a week before a meeting, that its agenda is out: in the desk by the meeting's state, and by a mail without
 * content to those who gave an address. Whatever the mail server refuses for good is not tried again; what fails is tried by the next
 * sweep, under the same occasion, so that a mail server knows one that it has had.
 */
export async function sendAgendas(ground: AgendaMailGround): Promise<void> {
  const today = baghdadDay(ground.clock());
  let failed = false;
  for (const tenantId of await listForumTenants(ground.database.direct)) {
    const due = await ground.database.transact({ tenant: tenantId }, async (tx) =>
      listAgendasToMail(tx, tenantId, today, addDays(today, AGENDA_OUT_DAYS)),
    );
    for (const { id, forumId, agendaOutOn } of due) {
      const addresses = await ground.database.transact({ tenant: tenantId }, async (tx) =>
        ground.listAlertAddresses(tx, tenantId, await listSeatedAccounts(tx, { tenantId, forumId })),
      );
      const sent = await Promise.all(
        ground.mail === undefined
          ? []
          : addresses.map(async ({ accountId, email }) =>
              ground.mail?.send({ to: email, kind: 'agendaOut', occasion: `${accountId} ${id} ${agendaOutOn}` }),
            ),
      );
      if (sent.includes('failed')) {
        failed = true;
        continue;
      }
      await ground.database.transact({ tenant: tenantId }, async (tx) => {
        const meeting = await findMeetingForUpdate(tx, tenantId, id);
        // Postponed meanwhile: its next agenda goes out anew.
        if (meeting?.state === 'agendaOut') await updateMeeting(tx, meeting, { agenda_mailed_on: today });
      });
    }
  }
  if (failed) throw new Error('the mail server did not take everything');
}
