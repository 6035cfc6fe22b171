import type { AgeIdentity } from '../../../crypto/age.ts';
import type { DeskRecord } from '../../../crypto/desk-record.ts';
import type { Id } from '../../../base/ids.ts';
import type { ContactWay, Deadline, ExtortionFacet, IntakeAnswers, Kind, SafeNow } from '../../model.ts';
import { concernsChild } from '../../model.ts';
import type { ChosenFile } from '../attach/files.ts';
import type { SentFiles } from '../attach/send.ts';
import type { Mailbox } from './mailbox-keys.ts';

/** How she is spoken to: feminine first. */
export type Form = 'f' | 'm';

/** The questions, one a page. */
export type Step =
  | 'safe'
  | 'kind'
  | 'facet'
  | 'under18'
  | 'deadline'
  | 'place'
  | 'desk'
  | 'contact'
  | 'urgent'
  | 'words'
  | 'files'
  | 'check'
  | 'receipt';

/** All that she has answered so far. It lives in this page's memory and nowhere else. */
export interface Draft {
  form: Form;
  safeNow: SafeNow | undefined;
  kind: Kind | undefined;
  facet: ExtortionFacet | undefined;
  under18: 'yes' | 'no' | undefined;
  deadline: Deadline | undefined;
  /** Empty: she prefers not to say. */
  governorateId: string;
  districtId: string;
  /** As she reads it, for the check page. */
  placeName: string;
  desk: DeskRecord | undefined;
  womenOnly: boolean;
  notPolice: boolean;
  contact: ContactWay;
  phone: string;
  phoneHours: string;
  phoneMan: 'yes' | 'no' | undefined;
  phoneCover: string;
  urgent: 'yes' | 'no' | undefined;
  text: string;
  files: readonly ChosenFile[];
  /** May it be counted without her name? */
  counted: boolean;
}

/** What is made once for a draft and must not change when she goes back. */
export interface Kept {
  mailbox?: Mailbox;
  reportId?: Id;
  /** The report's own key: its files are sealed to it before the report is. */
  own?: AgeIdentity;
  /** The files that have arrived, with the list they were. */
  sent?: SentFiles & { readonly files: readonly ChosenFile[] };
  /** The desk to which an attempt went that got no answer: the report may be there. */
  tried?: DeskRecord | undefined;
}

/** The longest text in UTF-16 units: in Arabic it fits the sealed part that the server takes. */
export const TEXT_LONGEST = 15_000;

/** A blank draft. */
export function newDraft(form: Form = 'f'): Draft {
  return {
    form,
    safeNow: undefined,
    kind: undefined,
    facet: undefined,
    under18: undefined,
    deadline: undefined,
    governorateId: '',
    districtId: '',
    placeName: '',
    desk: undefined,
    womenOnly: false,
    notPolice: false,
    contact: 'mailbox',
    phone: '',
    phoneHours: '',
    phoneMan: undefined,
    phoneCover: '',
    urgent: undefined,
    text: '',
    files: [],
    counted: false,
  };
}

/** The pages of this draft in order: some questions come only after certain answers. */
export function stepsOf(draft: Draft, onDuty: boolean): readonly Step[] {
  const steps: Step[] = ['safe', 'kind'];
  if (draft.kind === 'eExtortion') steps.push('facet');
  steps.push('under18', 'deadline', 'place', 'desk', 'contact');
  if (onDuty) steps.push('urgent');
  return [...steps, 'words', 'files', 'check', 'receipt'];
}

/** Her answers as they are sealed; what she did not answer is not there. */
export function answersOf(draft: Draft): IntakeAnswers {
  const { kind, safeNow, facet, under18, deadline, governorateId, districtId } = draft;
  return {
    kind: kind ?? 'somethingElse',
    safeNow: safeNow ?? 'unsure',
    ...(kind === 'eExtortion' && facet !== undefined ? { facet } : {}),
    ...(under18 === undefined ? {} : { under18: under18 === 'yes' }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(governorateId === '' ? {} : { governorateId }),
    ...(governorateId === '' || districtId === '' ? {} : { districtId }),
    contact: draft.contact === 'phone' && draft.phone.trim() !== '' ? phoneOf(draft) : { way: 'mailbox' },
    ...(draft.counted ? { statsConsent: true } : {}),
  };
}

function phoneOf(draft: Draft): NonNullable<IntakeAnswers['contact']> {
  const { phone, phoneHours, phoneMan, phoneCover } = draft;
  return {
    way: 'phone',
    phone: phone.trim(),
    ...(phoneHours.trim() === '' ? {} : { safeHours: phoneHours.trim() }),
    ...(phoneMan === undefined ? {} : { manMayAnswer: phoneMan === 'yes' }),
    ...(phoneCover.trim() === '' ? {} : { coverWord: phoneCover.trim() }),
  };
}

/** Whether a child may be concerned: then no picture is taken, not even of words, and child protection comes first. */
export function concernsChildIn(draft: Draft): boolean {
  return concernsChild({ ...answersOf(draft) });
}
