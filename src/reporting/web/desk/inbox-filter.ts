import type { Day } from '../../../base/clock.ts';
import { MINUTE_MS } from '../../../base/clock.ts';
import type { Id } from '../../../base/ids.ts';
import { searchKeys } from '../../../base/text.ts';
import { isOpenState } from '../../desk/desk.model.ts';
import type { ReportState } from '../../model.ts';
import type { InboxRow } from './inbox-row.ts';

export const inboxViews = [
  'open',
  'urgent',
  'unread',
  'mine',
  'dueToday',
  'overdue',
  'closure',
  'expiring',
  'all',
] as const;
export type InboxView = (typeof inboxViews)[number];

export interface InboxFilter {
  readonly view: InboxView;
  readonly state: ReportState | undefined;
  readonly query: string;
}

/** Who looks, and on which day: what "mine", "due today" and "overdue" mean. */
export interface Looker {
  readonly accountId: Id;
  readonly today: Day;
}

/** The rows that a filter shows, urgent ones first in the order in which they are due. */
export function filterRows(rows: readonly InboxRow[], filter: InboxFilter, looker: Looker): readonly InboxRow[] {
  const words = queryWords(filter.query);
  const shown = rows.filter(
    (row) =>
      isInView(row, filter.view, looker) &&
      (filter.state === undefined || row.state === filter.state) &&
      words.every((word) => row.keys.some((key) => key.includes(word))),
  );
  const urgent = shown.filter((row) => row.urgentUntil !== undefined);
  if (urgent.length === 0) return shown;
  urgent.sort((a, b) => ((a.urgentUntil ?? '') < (b.urgentUntil ?? '') ? -1 : 1));
  return [...urgent, ...shown.filter((row) => row.urgentUntil === undefined)];
}

/** Whether a filter asks for more than what is open: all of it, an ended state, or words that may stand anywhere. */
export function asksForEnded({ view, state, query }: InboxFilter): boolean {
  return view === 'all' || (state !== undefined && !isOpenState(state)) || queryWords(query).length > 0;
}

/** How many rows each view holds: the numbers on the filters. */
export function countViews(rows: readonly InboxRow[], looker: Looker): Readonly<Record<InboxView, number>> {
  const counts = { open: 0, urgent: 0, unread: 0, mine: 0, dueToday: 0, overdue: 0, closure: 0, expiring: 0, all: 0 };
  for (const row of rows) for (const view of inboxViews) if (isInView(row, view, looker)) counts[view]++;
  return counts;
}

function isInView(row: InboxRow, view: InboxView, { accountId, today }: Looker): boolean {
  if (view === 'all') return true;
  if (!isOpenState(row.state)) return false;
  switch (view) {
    case 'open':
      return true;
    case 'urgent':
      return row.urgentUntil !== undefined;
    case 'unread':
      return row.unread === true;
    case 'mine':
      return row.assigneeId === accountId;
    case 'dueToday':
      return isDueToday(row, today);
    case 'overdue':
      return isOverdue(row, today);
    case 'closure':
      return row.closureBy !== undefined && row.closureBy !== accountId;
    case 'expiring':
      return row.expiresOn !== undefined;
    default:
      return false;
  }
}

/** Whether today is the day by which something is to be done. */
export function isDueToday(row: Pick<InboxRow, 'dueOn'>, today: Day): boolean {
  return row.dueOn === today;
}

/** Whether the day by which something was to be done is over. */
export function isOverdue(row: Pick<InboxRow, 'dueOn'>, today: Day): boolean {
  return row.dueOn !== undefined && row.dueOn < today;
}

/** The stages of an urgent report that nobody has answered (invariant 19). */
export type Urgency = 'waiting' | 'quarterOver' | 'hourOver';

/** Where the clock of an urgent report stands: its mark is a quarter-hour at least 15 minutes after she sent it. */
export function urgencyOf(urgentUntil: number, now: number): Urgency {
  if (now < urgentUntil) return 'waiting';
  return now < urgentUntil + 45 * MINUTE_MS ? 'quarterOver' : 'hourOver';
}

/** The words of a query, spelt as the keys are; the last key of the normaliser has everything folded. */
function queryWords(query: string): readonly string[] {
  const keys = searchKeys(query);
  return (keys[keys.length - 1] ?? '').split(' ').filter((word) => word !== '');
}
