import type { Role } from '../../base/actor.ts';
import { m } from '../../i18n/messages.ts';
import type { AccountState } from '../model.ts';

/** What each role is called, and in plain words what its holder does and never does. */
export const roleTexts: Readonly<Record<Role, { readonly name: () => string; readonly says: () => string }>> = {
  deskWorker: { name: m.accounts_role_desk_worker, says: m.accounts_role_desk_worker_says },
  caseworker: { name: m.accounts_role_caseworker, says: m.accounts_role_caseworker_says },
  caseworkerSupervisor: { name: m.accounts_role_supervisor, says: m.accounts_role_supervisor_says },
  providerFocalPoint: { name: m.accounts_role_provider, says: m.accounts_role_provider_says },
  communityPoliceOfficer: { name: m.accounts_role_officer, says: m.accounts_role_officer_says },
  officeManager: { name: m.accounts_role_manager, says: m.accounts_role_manager_says },
  governorateDirector: { name: m.accounts_role_director, says: m.accounts_role_director_says },
  forumMember: { name: m.accounts_role_forum_member, says: m.accounts_role_forum_member_says },
  forumSecretary: { name: m.accounts_role_forum_secretary, says: m.accounts_role_forum_secretary_says },
  forumChair: { name: m.accounts_role_forum_chair, says: m.accounts_role_forum_chair_says },
  volunteer: { name: m.accounts_role_volunteer, says: m.accounts_role_volunteer_says },
  trainer: { name: m.accounts_role_trainer, says: m.accounts_role_trainer_says },
  projectOfficer: { name: m.accounts_role_project, says: m.accounts_role_project_says },
  leadPartner: { name: m.accounts_role_lead, says: m.accounts_role_lead_says },
  donorViewer: { name: m.accounts_role_donor, says: m.accounts_role_donor_says },
  dataProtectionOfficer: { name: m.accounts_role_protection, says: m.accounts_role_protection_says },
  administrator: { name: m.accounts_role_administrator, says: m.accounts_role_administrator_says },
};

/** In the order in which they are shown: those near the reports first. */
export const roleOrder = Object.keys(roleTexts) as Role[];

export const accountStateTexts: Readonly<Record<AccountState, () => string>> = {
  invited: m.accounts_state_invited,
  active: m.accounts_state_active,
  revoked: m.accounts_state_revoked,
};
