import type { Period } from '../base/period.ts';
import { daysIn, findPeriod } from '../base/period.ts';

/** How long what is kept (docs/invariants.md, "Retention"); each may be set, none may be for ever. */
export interface Retention {
  /** A report that its desk never opened. */
  readonly unopened: Period;
  /** Answered only, or closed without a case. */
  readonly answered: Period;
  /** Out of the desk's scope, or unreadable. */
  readonly outOfScope: Period;
  /** Open, and quiet since: nobody wrote, changed or opened it. */
  readonly quiet: Period;
  /** The report and key of a case, after its closure. */
  readonly caseClosed: Period;
  /** Events of the audit log. */
  readonly audit: Period;
  /** Parts of backups with keys. */
  readonly backupKeys: Period;
}

interface Setting {
  readonly name: string;
  readonly usual: Period;
  readonly least: Period;
  readonly most: Period;
}

/** No report goes before its desk could have been warned for thirty days. */
const LEAST_OF_A_REPORT: Period = '30 days';
const MOST_OF_A_REPORT: Period = '60 months';

/** The variables, what they are without being set, and between what they may be set. */
export const retentionSettings: Readonly<Record<keyof Retention, Setting>> = {
  unopened: { name: 'MUNTADA_KEEP_UNOPENED', usual: '90 days', least: LEAST_OF_A_REPORT, most: '12 months' },
  answered: { name: 'MUNTADA_KEEP_ANSWERED', usual: '6 months', least: LEAST_OF_A_REPORT, most: MOST_OF_A_REPORT },
  outOfScope: {
    name: 'MUNTADA_KEEP_OUT_OF_SCOPE',
    usual: '6 months',
    least: LEAST_OF_A_REPORT,
    most: MOST_OF_A_REPORT,
  },
  quiet: { name: 'MUNTADA_KEEP_QUIET', usual: '24 months', least: LEAST_OF_A_REPORT, most: MOST_OF_A_REPORT },
  caseClosed: { name: 'MUNTADA_KEEP_CASE', usual: '24 months', least: LEAST_OF_A_REPORT, most: MOST_OF_A_REPORT },
  // The database itself refuses to delete a younger event.
  audit: { name: 'MUNTADA_KEEP_AUDIT', usual: '60 months', least: '60 months', most: '120 months' },
  // Reporters are told: thirty days at the latest.
  backupKeys: { name: 'MUNTADA_KEEP_BACKUP_KEYS', usual: '30 days', least: '1 days', most: '30 days' },
};

/** The periods out of environment variables; throws one sentence that names the variable. */
export function readRetention(env: Readonly<Record<string, string | undefined>>): Retention {
  const entries = Object.entries(retentionSettings).map(([key, setting]) => [key, readPeriod(env, setting)]);
  return Object.fromEntries(entries) as Retention;
}

function readPeriod(env: Readonly<Record<string, string | undefined>>, { name, usual, least, most }: Setting): Period {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return usual;
  const period = findPeriod(text);
  const fits = period !== undefined && daysIn(period) >= daysIn(least) && daysIn(period) <= daysIn(most);
  if (!fits)
    throw new Error(`${name} must be whole days or months, like "${usual}": at least ${least}, at most ${most}.`);
  return period;
}
