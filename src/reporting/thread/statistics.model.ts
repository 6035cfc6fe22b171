import type { Json } from '../../base/canonical.ts';
import type { Thread } from '../../crypto/thread.ts';

/**
 * What she has said last of being counted without her name. `unsure`: a message that may hold her word is missing or refused. Only
 * `yes` is a consent; service never depends on it (rule N9).
 */
export type StatisticsWord = 'yes' | 'no' | 'unsure';

/** Her latest word: in a message of hers, else among her answers; saying nothing is a no. */
export function statisticsWord(
  answers: Readonly<Record<string, Json>>,
  { entries, missing }: Pick<Thread, 'entries' | 'missing'>,
): StatisticsWord {
  let agreed = answers['statsConsent'] === true;
  for (const entry of entries) {
    // whose it was and what it said is not known
    if (entry.state === 'refused') return 'unsure';
    const { side, statsConsent } = entry.message;
    if (side === 'reporter' && statsConsent !== undefined) agreed = statsConsent;
  }
  if (missing.some(({ side }) => side === 'reporter')) return 'unsure';
  return agreed ? 'yes' : 'no';
}
