import type { Json } from '../../../base/canonical.ts';
import { m } from '../../../i18n/messages.ts';
import type { ContactWay, Deadline, ExtortionFacet, SafeNow } from '../../model.ts';
import { areaText, kindText, textOf } from './words.ts';

/** An answer as a person reads it. */
export interface AnswerInWords {
  readonly key: string;
  readonly question: string;
  readonly answer: string;
  /** Somebody is in danger, or a child. */
  readonly danger: boolean;
}

type Texts<Key extends string> = Readonly<Record<Key, () => string>>;

const safeTexts: Texts<SafeNow> = { yes: m.desk_answer_yes, no: m.desk_answer_no, unsure: m.desk_answer_unsure };

const facetTexts: Texts<ExtortionFacet> = {
  threatToPublish: m.desk_facet_threat_to_publish,
  published: m.desk_facet_published,
  coercedImagesOrContact: m.desk_facet_coerced,
  moneyDemand: m.desk_facet_money,
  accountTakeover: m.desk_facet_account,
  fabricatedOrImpersonation: m.desk_facet_fabricated,
  doxxingOrTellingFamily: m.desk_facet_family,
  minorInvolved: m.desk_facet_minor,
};

const deadlineTexts: Texts<Deadline> = {
  none: m.desk_deadline_none,
  today: m.desk_deadline_today,
  threeDays: m.desk_deadline_three_days,
  later: m.desk_deadline_later,
};

const wayTexts: Texts<ContactWay> = { mailbox: m.desk_way_mailbox, phone: m.desk_way_phone };

const questionTexts: Readonly<Record<string, () => string>> = {
  safeNow: m.desk_question_safe,
  kind: m.desk_question_kind,
  facet: m.desk_question_facet,
  deadline: m.desk_question_deadline,
  under18: m.desk_question_under_18,
  governorateId: m.desk_question_governorate,
  districtId: m.desk_question_district,
  'contact.way': m.desk_question_way,
  'contact.phone': m.desk_question_phone,
  'contact.safeHours': m.desk_question_hours,
  'contact.manMayAnswer': m.desk_question_man,
  'contact.coverWord': m.desk_question_cover,
};

/** What is shown elsewhere (her latest word on statistics stands with the statistics), or says nothing to a reader. */
const LEFT_OUT = new Set(['writtenAt', 'statsConsent']);

/** Her answers in the order of the questions; what this version does not know stands at the end, as it was sent. */
export function answersInWords(answers: Readonly<Record<string, Json>>): readonly AnswerInWords[] {
  const flat = Object.entries(answers).flatMap(([key, value]): [string, Json][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([inner, each]): [string, Json] => [`${key}.${inner}`, each])
      : [[key, value]],
  );
  const order = Object.keys(questionTexts);
  const placeOf = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return flat
    .filter(([key]) => !LEFT_OUT.has(key))
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([key, value]) => ({
      key,
      question: textOf(questionTexts, key),
      answer: answerText(key, value),
      danger: (key === 'safeNow' && value !== 'yes') || (key === 'under18' && value === true),
    }));
}

function answerText(key: string, value: Json): string {
  if (typeof value === 'boolean') return value ? m.desk_answer_yes() : m.desk_answer_no();
  if (Array.isArray(value)) return value.map((each) => answerText(key, each)).join(' · ');
  if (typeof value !== 'string') return value === null ? '' : JSON.stringify(value);
  switch (key) {
    case 'kind':
      return kindText(value);
    case 'safeNow':
      return textOf(safeTexts, value);
    case 'facet':
      return textOf(facetTexts, value);
    case 'deadline':
      return textOf(deadlineTexts, value);
    case 'contact.way':
      return textOf(wayTexts, value);
    case 'governorateId':
    case 'districtId':
      return areaText(value) || value;
    default:
      return value;
  }
}
