import type { Id } from '../base/ids.ts';
import type { Language } from '../crypto/report.ts';
import type { Summary } from '../crypto/summary.ts';
import { headOf } from '../crypto/summary.ts';

/** As much of a report as its summary tells. Answers are read as they were sealed, whatever version wrote them. */
interface Told {
  readonly reportId: Id;
  readonly language: Language;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What a desk's list shows of a report: the same words from her phone and from a desk that has opened it. */
export function summaryOf({ reportId, language, answers, text }: Told, urgent: boolean): Summary {
  const { kind, districtId, governorateId, safeNow, under18, deadline } = answers;
  const marks: string[] = [];
  if (safeNow !== 'yes') marks.push('notSafe');
  if (under18 === true) marks.push('under18');
  if (deadline === 'today') marks.push('deadlineToday');
  return {
    v: 1,
    reportId,
    kind: typeof kind === 'string' ? kind : 'somethingElse',
    urgent,
    language,
    marks,
    area: typeof districtId === 'string' ? districtId : typeof governorateId === 'string' ? governorateId : '',
    head: headOf(text),
  };
}

/** The summary of a report that comes from another desk while its text is no longer in her mailbox: nothing is made up. */
export function takenOverSummary(reportId: Id, language: Language): Summary {
  return { v: 1, reportId, kind: '', urgent: false, language, marks: ['takenOver'], area: '', head: '' };
}
