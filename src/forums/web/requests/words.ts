import { m } from '../../../i18n/messages.ts';
import type {
  AskerKind,
  RequestAudience,
  RequestCommand,
  RequestState,
  RequestTopic,
} from '../../requests/request.model.ts';

type Texts<Value extends string> = Readonly<Record<Value, () => string>>;

export const askerTexts: Texts<AskerKind> = {
  school: m.forums_request_asker_school,
  university: m.forums_request_asker_university,
  association: m.forums_request_asker_association,
  other: m.forums_request_asker_other,
};

export const requestTopicTexts: Texts<RequestTopic> = {
  eExtortion: m.forums_request_topic_extortion,
  drugs: m.forums_request_topic_drugs,
  domesticViolence: m.forums_request_topic_violence,
  digitalSafety: m.forums_request_topic_digital,
  communityPolice: m.forums_request_topic_police,
  other: m.forums_request_topic_other,
};

export const audienceTexts: Texts<RequestAudience> = {
  pupils: m.forums_request_audience_pupils,
  students: m.forums_request_audience_students,
  parents: m.forums_request_audience_parents,
  teachers: m.forums_request_audience_teachers,
  women: m.forums_request_audience_women,
  men: m.forums_request_audience_men,
  everybody: m.forums_request_audience_everybody,
};

export const requestStateTexts: Texts<RequestState> = {
  received: m.forums_request_state_received,
  acknowledged: m.forums_request_state_acknowledged,
  scheduled: m.forums_request_state_scheduled,
  delivered: m.forums_request_state_delivered,
  evaluated: m.forums_request_state_evaluated,
  closed: m.forums_request_state_closed,
  declined: m.forums_request_state_declined,
};

export const requestCommandTexts: Texts<RequestCommand> = {
  acknowledge: m.forums_request_command_acknowledge,
  schedule: m.forums_request_command_schedule,
  deliver: m.forums_request_command_deliver,
  evaluate: m.forums_request_command_evaluate,
  close: m.forums_request_command_close,
  decline: m.forums_request_command_decline,
};
