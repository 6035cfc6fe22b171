import type { Day } from '../../base/clock.ts';
import type { Names } from '../../base/shapes.ts';
import { nameIn } from '../../directory/model.ts';
import { formatDay, formatLongDay } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { Attendance, MinutesText } from './minutes.model.ts';
import { wasDiscussed } from './minutes.model.ts';
import type { NoteFrame, Outcome } from './record.model.ts';

/** Minutes as they are printed: of approved ones what may be published, of a draft all of it. */
export interface PrintedMinutes {
  readonly forum: Names;
  readonly heldOn: Day;
  readonly draft: boolean;
  /** Invented, for the demo. */
  readonly illustrative: boolean;
  readonly attendance: Attendance;
  readonly quorumMet: boolean;
  readonly text: MinutesText;
}

type In = { readonly locale: Locale };
type Words = (inputs: undefined, options: In) => string;

const frames: Readonly<Record<NoteFrame, Words>> = {
  scan: m.forums_session_scan,
  analyse: m.forums_session_analyse,
  respond: m.forums_session_respond,
  assess: m.forums_session_assess,
};

const outcomes: Readonly<Record<Outcome, Words>> = {
  solve: m.forums_session_outcome_solve,
  defer: m.forums_session_outcome_defer,
  escalate: m.forums_session_outcome_escalate,
  toSubCommittee: m.forums_session_outcome_subcommittee,
  reject: m.forums_session_outcome_reject,
};

/** A paragraph with its own direction: what was written in Arabic stays so in English minutes. */
interface Said {
  readonly label: string;
  readonly text: string;
  readonly rtl: boolean;
}

/** The data of the sheet; the template draws it and knows no word. */
export interface MinutesSheet {
  readonly lang: string;
  readonly rtl: boolean;
  readonly heading: string;
  readonly forum: string;
  readonly day: string;
  /** Draft, illustrative: words over everything else. */
  readonly marks: readonly string[];
  readonly attendance: readonly string[];
  readonly items: readonly { readonly title: Said; readonly said: readonly Said[] }[];
  readonly closing: Said | null;
}

/** What the sheet of minutes says in a language. What people wrote stays in theirs. */
export function sheetOf(minutes: PrintedMinutes, locale: Locale): MinutesSheet {
  const inLocale = { locale };
  const word = (words: Words) => words(undefined, inLocale);
  const { forum, heldOn, draft, illustrative, attendance, quorumMet, text } = minutes;
  return {
    lang: locale === 'ckb' ? 'ku' : locale,
    rtl: locale !== 'en',
    heading: word(m.forums_minutes_heading),
    forum: nameIn(forum, locale),
    day: formatLongDay(heldOn, locale),
    marks: [
      ...(draft ? [word(m.forums_minutes_draft_word)] : []),
      ...(illustrative ? [word(m.forums_minutes_illustrative)] : []),
    ],
    attendance: [
      `${word(m.forums_minutes_attended)}: ${m.forums_minutes_attended_says(attendance, inLocale)}`,
      word(quorumMet ? m.forums_minutes_quorum_met : m.forums_minutes_quorum_not),
    ],
    items: text.items.map((item) => ({
      title: said('', item.title),
      said: [
        ...(wasDiscussed(item) ? [] : [said('', word(m.forums_minutes_nothing))]),
        ...item.notes.map((note) => said(word(frames[note.frame]), note.text)),
        ...(item.decision ? decisionOf(item.decision, locale) : []),
        ...item.solutions.map((each) => said(word(m.forums_session_solution), each.text)),
        ...item.commitments.flatMap(({ text: promise, bearer, dueOn }) => [
          said(word(m.forums_session_commitment), promise),
          said(word(m.forums_session_bearer), bearer.name),
          ...(dueOn === null ? [] : [said(word(m.forums_session_due), formatDay(dueOn, locale))]),
        ]),
      ],
    })),
    closing: text.closing === null ? null : said(word(m.forums_minutes_closing), text.closing),
  };
}

function decisionOf(
  { outcome, by, votes, dissent, reason }: NonNullable<MinutesText['items'][number]['decision']>,
  locale: Locale,
): Said[] {
  const word = (words: Words) => words(undefined, { locale });
  const how = word(by === 'consensus' ? m.forums_session_by_consensus : m.forums_session_by_vote);
  const counted = votes === null ? [] : [m.forums_minutes_votes(votes, { locale })];
  return [
    said(word(m.forums_session_decision), [word(outcomes[outcome]), how, ...counted].join(' · ')),
    ...(reason ? [said(word(m.forums_session_reason), reason)] : []),
    ...(dissent ? [said(word(m.forums_session_dissent), dissent)] : []),
  ];
}

function said(label: string, text: string): Said {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return { label, text, rtl: /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) };
}
