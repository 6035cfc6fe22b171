import type { Id } from './ids.ts';

/** The fixed roles of the domain (table "Who may do what"); a person may hold several. */
export const roles = [
  'forumMember',
  'forumSecretary',
  'forumChair',
  'volunteer',
  'communityPoliceOfficer',
  'deskWorker',
  'caseworker',
  'caseworkerSupervisor',
  'providerFocalPoint',
  'officeManager',
  'governorateDirector',
  'trainer',
  'projectOfficer',
  'leadPartner',
  'donorViewer',
  'dataProtectionOfficer',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** A desk whose key somebody holds; `women` when it is the desk's women's key as well. */
export interface DeskSeat {
  readonly deskId: Id;
  readonly women: boolean;
}

/** A signed-in person, as the `staff` door knows her. */
export interface Actor {
  readonly accountId: Id;
  readonly tenantId: Id;
  readonly sessionId: Id;
  readonly roles: readonly Role[];
  readonly desks: readonly DeskSeat[];
}
