import { m } from '../../../i18n/messages.ts';
import type {
  AffectedGroup,
  IssueCategory,
  IssueChannel,
  IssueCommand,
  IssueState,
  RemitBody,
} from '../../issues/issue.model.ts';
import type { DivertReason } from '../../issues/screen.model.ts';

/** The words for what an issue is about, where it stands, and what is done with it. */
type Texts<Value extends string> = Readonly<Record<Value, () => string>>;

export const issueCategoryTexts: Texts<IssueCategory> = {
  domesticViolence: m.forums_issue_category_violence,
  drugs: m.forums_issue_category_drugs,
  familyDispute: m.forums_issue_category_family,
  eExtortion: m.forums_issue_category_extortion,
  tribalDispute: m.forums_issue_category_tribal,
  services: m.forums_issue_category_services,
  property: m.forums_issue_category_property,
  documents: m.forums_issue_category_documents,
  traffic: m.forums_issue_category_traffic,
  other: m.forums_issue_category_other,
};

export const affectedTexts: Texts<AffectedGroup> = {
  everybody: m.forums_issue_affected_everybody,
  women: m.forums_issue_affected_women,
  youth: m.forums_issue_affected_youth,
  children: m.forums_issue_affected_children,
  displaced: m.forums_issue_affected_displaced,
  elderly: m.forums_issue_affected_elderly,
  disabled: m.forums_issue_affected_disabled,
  shopkeepers: m.forums_issue_affected_shopkeepers,
};

export const issueStateTexts: Texts<IssueState> = {
  raised: m.forums_issue_state_raised,
  diverted: m.forums_issue_state_diverted,
  accepted: m.forums_issue_state_accepted,
  merged: m.forums_issue_state_merged,
  outOfRemit: m.forums_issue_state_out_of_remit,
  onAgenda: m.forums_issue_state_on_agenda,
  discussed: m.forums_issue_state_discussed,
  solved: m.forums_issue_state_solved,
  deferred: m.forums_issue_state_deferred,
  escalated: m.forums_issue_state_escalated,
  toSubCommittee: m.forums_issue_state_to_sub_committee,
  rejected: m.forums_issue_state_rejected,
  followedUp: m.forums_issue_state_followed_up,
  verified: m.forums_issue_state_verified,
  published: m.forums_issue_state_published,
  closed: m.forums_issue_state_closed,
  reopened: m.forums_issue_state_reopened,
};

export const issueCommandTexts: Texts<IssueCommand> = {
  divert: m.forums_issue_command_divert,
  accept: m.forums_issue_command_accept,
  merge: m.forums_issue_command_merge,
  sendOn: m.forums_issue_command_send_on,
  schedule: m.forums_issue_command_schedule,
  unschedule: m.forums_issue_command_unschedule,
  discuss: m.forums_issue_command_discuss,
  solve: m.forums_issue_command_solve,
  defer: m.forums_issue_command_defer,
  escalate: m.forums_issue_command_escalate,
  toSubCommittee: m.forums_issue_command_to_sub_committee,
  reject: m.forums_issue_command_reject,
  followUp: m.forums_issue_command_follow_up,
  verify: m.forums_issue_command_verify,
  publish: m.forums_issue_command_publish,
  close: m.forums_issue_command_close,
  reopen: m.forums_issue_command_reopen,
};

export const issueChannelTexts: Texts<IssueChannel> = {
  site: m.forums_issue_channel_site,
  member: m.forums_issue_channel_member,
  paper: m.forums_issue_channel_paper,
};

export const remitTexts: Texts<RemitBody> = {
  education: m.forums_remit_education,
  health: m.forums_remit_health,
  municipality: m.forums_remit_municipality,
  water: m.forums_remit_water,
  electricity: m.forums_remit_electricity,
  court: m.forums_remit_court,
  displacement: m.forums_remit_displacement,
  other: m.forums_remit_other,
};

export const divertTexts: Texts<DivertReason> = {
  link: m.forums_why_link,
  phone: m.forums_why_phone,
  name: m.forums_why_name,
  violence: m.forums_why_violence,
};
