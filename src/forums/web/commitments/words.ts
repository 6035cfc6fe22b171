import { m } from '../../../i18n/messages.ts';
import type { BearerKind, CommitmentCommand, CommitmentState } from '../../commitments/commitment.model.ts';

type Texts<Value extends string> = Readonly<Record<Value, () => string>>;

export const commitmentStateTexts: Texts<CommitmentState> = {
  proposed: m.forums_commitment_state_proposed,
  agreed: m.forums_commitment_state_agreed,
  handedOver: m.forums_commitment_state_handed_over,
  accepted: m.forums_commitment_state_accepted,
  refused: m.forums_commitment_state_refused,
  inProgress: m.forums_commitment_state_in_progress,
  reportedDone: m.forums_commitment_state_reported_done,
  verified: m.forums_commitment_state_verified,
  returned: m.forums_commitment_state_returned,
  cancelled: m.forums_commitment_state_cancelled,
};

export const commitmentCommandTexts: Texts<CommitmentCommand> = {
  agree: m.forums_commitment_command_agree,
  handOver: m.forums_commitment_command_hand_over,
  accept: m.forums_commitment_command_accept,
  refuse: m.forums_commitment_command_refuse,
  progress: m.forums_commitment_command_progress,
  reportDone: m.forums_commitment_command_report_done,
  verify: m.forums_commitment_command_verify,
  return: m.forums_commitment_command_return,
  reopen: m.forums_commitment_command_reopen,
  cancel: m.forums_commitment_command_cancel,
};

export const bearerKindTexts: Texts<BearerKind> = {
  office: m.forums_commitment_bearer_office,
  unit: m.forums_commitment_bearer_unit,
  body: m.forums_commitment_bearer_body,
};
