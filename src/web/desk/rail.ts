import { mayHoldRoot } from '../../accounts/access.ts';
import { mayAdminister, maySeeDesks } from '../../directory/access.ts';
import { nameIn } from '../../directory/model.ts';
import { mayOpenCommitments, mayOpenMeetings, mayOpenRegister } from '../../forums/access.ts';
import { currentLocale } from '../../i18n/current-locale.ts';
import { m } from '../../i18n/messages.ts';
import type { DeskAlert } from '../../reporting/alerts/alert.model.ts';
import { p } from './routes.ts';
import type { OpenSession } from './session.svelte.ts';

/** One entry of the rail; `says`: what one does there, for the start page of whoever has no desk. */
export interface RailEntry {
  readonly href: string;
  readonly label: string;
  /** Something urgent waits there, of which she is to be told. */
  readonly urgent?: boolean;
  readonly says?: string;
}

/** The entries for somebody: her desks first, then what her roles open. Few, because most people have one desk. */
export function railOf(session: OpenSession, alerts: readonly DeskAlert[]): readonly RailEntry[] {
  return [
    { href: p('/'), label: m.desk_home() },
    ...session.desks.map((desk) => ({
      href: p('/inbox/:deskId', { params: { deskId: desk.deskId } }),
      label: nameIn(desk.names, currentLocale()),
      urgent: alerts.some((alert) => alert.deskId === desk.deskId),
    })),
    ...(mayOpenRegister(session.me)
      ? [{ href: p('/forums'), label: m.forums_register_heading(), says: m.forums_register_lead() }]
      : []),
    ...(mayOpenMeetings(session.me)
      ? [{ href: p('/meetings'), label: m.forums_meetings_heading(), says: m.forums_meetings_lead() }]
      : []),
    ...(mayOpenCommitments(session.me)
      ? [
          { href: p('/commitments'), label: m.forums_commitments_heading(), says: m.forums_commitments_lead() },
          { href: p('/requests'), label: m.forums_requests_heading(), says: m.forums_requests_lead() },
        ]
      : []),
    ...(mayHoldRoot(session.me)
      ? [{ href: p('/publish'), label: m.accounts_publish_heading(), says: m.accounts_publish_lead() }]
      : []),
    ...(maySeeDesks(session.me)
      ? [{ href: p('/teams'), label: m.accounts_teams_heading(), says: m.accounts_teams_lead() }]
      : []),
    ...(mayAdminister(session.me) ? administration() : []),
  ];
}

function administration(): readonly RailEntry[] {
  return [
    { href: p('/organisation'), label: m.directory_organisation_heading(), says: m.directory_organisation_lead() },
    { href: p('/people'), label: m.accounts_people_heading(), says: m.accounts_people_lead() },
    { href: p('/reference'), label: m.directory_reference_heading(), says: m.directory_reference_lead() },
    { href: p('/roles'), label: m.accounts_roles_heading(), says: m.accounts_roles_lead() },
  ];
}
