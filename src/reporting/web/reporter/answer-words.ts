import type { Locale } from '../../../i18n/locale.ts';
import { m } from '../../../i18n/messages.ts';
import type { Deadline, ExtortionFacet, Kind } from '../../model.ts';
import type { Draft, Step } from './draft.ts';

/** One line of the check page. `typed`: her own words, shown exactly as she typed them. */
export type AnswerWords = { step: Step; question: string; answer: string; typed: boolean };

const kinds: Readonly<Record<Kind, () => string>> = {
  eExtortion: m.report_kind_extortion,
  violenceAtHome: m.report_kind_home,
  forcedMarriage: m.report_kind_marriage,
  harassment: m.report_kind_harassment,
  somethingElse: m.report_kind_other,
};
const facets: Readonly<Record<ExtortionFacet, () => string>> = {
  threatToPublish: m.report_facet_threat,
  published: m.report_facet_published,
  coercedImagesOrContact: m.report_facet_coerced,
  moneyDemand: m.report_facet_money,
  accountTakeover: m.report_facet_account,
  fabricatedOrImpersonation: m.report_facet_fabricated,
  doxxingOrTellingFamily: m.report_facet_family,
  minorInvolved: m.report_facet_minor,
};
const deadlines: Readonly<Record<Deadline, () => string>> = {
  none: m.report_deadline_none,
  today: m.report_deadline_today,
  threeDays: m.report_deadline_days,
  later: m.report_deadline_later,
};
const yesNo = { yes: m.report_yes, no: m.report_no };

/** A question with her answer, in words; an empty answer was not given. */
export function wordsOf(draft: Draft, step: Step, locale: Locale): AnswerWords {
  const { form } = draft;
  const row = (question: string, answer = '', typed = false) => ({ step, question, answer, typed });
  switch (step) {
    case 'safe': {
      const unsure = () => m.report_a_unsure({ form });
      return row(m.report_q_safe({ form }), draft.safeNow && { ...yesNo, unsure }[draft.safeNow]());
    }
    case 'kind':
      return row(m.report_q_kind(), draft.kind && kinds[draft.kind]());
    case 'facet':
      return row(m.report_q_facet(), draft.facet && facets[draft.facet]());
    case 'under18':
      return row(m.report_q_under18({ form }), draft.under18 && yesNo[draft.under18]());
    case 'deadline':
      return row(m.report_q_deadline({ form }), draft.deadline && deadlines[draft.deadline]());
    case 'place':
      return row(m.report_q_place({ form }), draft.placeName === '' ? m.report_place_not_said() : draft.placeName);
    case 'desk':
      return row(m.report_check_who(), deskWords(draft, locale));
    case 'contact':
      return row(m.report_q_contact({ form }), contactWords(draft));
    case 'urgent':
      return row(m.report_q_urgent(), draft.urgent && yesNo[draft.urgent]());
    case 'files':
      return row(m.attach_question(), filesWords(draft));
    default:
      return row(m.report_q_words({ form }), draft.text, true);
  }
}

function deskWords({ desk, womenOnly, notPolice }: Draft, locale: Locale): string {
  const marks = [womenOnly && m.report_desk_women(), notPolice && m.report_desk_not_police()];
  return [desk?.name[locale], ...marks].filter(Boolean).join(' · ');
}

function contactWords(draft: Draft): string {
  if (draft.contact !== 'phone' || draft.phone.trim() === '') return m.report_contact_mailbox();
  const { phone, phoneHours, phoneMan, phoneCover, form } = draft;
  const man = phoneMan && `${m.report_phone_man({ form })} ${yesNo[phoneMan]()}`;
  return [`\u2068${phone}\u2069`, phoneHours, man, phoneCover].filter(Boolean).join(' · ');
}

function filesWords({ files }: Draft): string {
  const kilobytes = files.reduce((sum, { blob }) => sum + blob.size, 0) / 1024;
  if (files.length === 0) return '';
  return m.attach_received({ count: files.length, size: m.attach_kilobytes({ count: Math.ceil(kilobytes) }) });
}
