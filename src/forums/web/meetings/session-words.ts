import { nameIn } from '../../../directory/model.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { formatDay } from '../../../i18n/format.ts';
import { m } from '../../../i18n/messages.ts';
import type { EntryValue, NoteFrame, Outcome } from '../../meetings/record.model.ts';
import { categoryTexts, sexTexts } from '../words.ts';
import type { Session } from './kept-session.ts';

export const frameTexts: Readonly<Record<NoteFrame, () => string>> = {
  scan: m.forums_session_scan,
  analyse: m.forums_session_analyse,
  respond: m.forums_session_respond,
  assess: m.forums_session_assess,
};

export const outcomeTexts: Readonly<Record<Outcome, () => string>> = {
  solve: m.forums_session_outcome_solve,
  defer: m.forums_session_outcome_defer,
  escalate: m.forums_session_outcome_escalate,
  toSubCommittee: m.forums_session_outcome_subcommittee,
  reject: m.forums_session_outcome_reject,
};

export const byTexts: Readonly<Record<'consensus' | 'vote', () => string>> = {
  consensus: m.forums_session_by_consensus,
  vote: m.forums_session_by_vote,
};

/** What was written, in words; of what was taken out, that it was. */
export function valueInWords(value: EntryValue | null): string {
  if (value === null) return m.forums_session_removed();
  switch (value.part) {
    case 'note':
    case 'solution':
      return value.text;
    case 'decision':
      return decisionInWords(value);
    default:
      return commitmentInWords(value);
  }
}

function commitmentInWords({ text, bearer, dueOn }: Extract<EntryValue, { part: 'commitment' }>): string {
  const until = dueOn === null ? '' : m.forums_session_until({ day: formatDay(dueOn, currentLocale()) });
  return [text, bearer.name, until].filter(Boolean).join(' · ');
}

function decisionInWords({ outcome, by, votes, dissent, reason }: Extract<EntryValue, { part: 'decision' }>): string {
  const counted =
    votes === null
      ? ''
      : `${m.forums_session_votes_for()} ${votes.for}، ${m.forums_session_votes_against()} ${votes.against}، ${m.forums_session_votes_abstained()} ${votes.abstained}`;
  return [
    outcomeTexts[outcome](),
    byTexts[by](),
    counted,
    reason,
    dissent === null ? '' : `${m.forums_session_dissent()}: ${dissent}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How a member stands in the list: the name, where there is one, or what she was entered as. */
export function memberInWords(member: Session['members'][number]): string {
  return [member.name, categoryTexts[member.category](), sexTexts[member.sex]()].filter(Boolean).join(' · ');
}

/** Who may take something on, as choices of a list: offices, their units, then another body. */
export function bearerChoices({ bearers }: Pick<Session, 'bearers'>) {
  const locale = currentLocale();
  return bearers.flatMap(({ tenantId, officeId, names, units }) => {
    const office = nameIn(names, locale);
    return [
      { value: officeId, text: office, bearer: { kind: 'office' as const, tenantId, officeId, name: office } },
      ...units.map((unit) => {
        const name = `${nameIn(unit.names, locale)}، ${office}`;
        const bearer = { kind: 'unit' as const, tenantId, officeId, unitId: unit.unitId, name };
        return { value: `${officeId} ${unit.unitId}`, text: name, bearer };
      }),
    ];
  });
}
