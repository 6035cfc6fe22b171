import { HOUR_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { DutyHours } from '../../directory/model.ts';
import { onDutyAt } from '../../directory/model.ts';
import { URGENT_LEAST_MS } from '../model.ts';

/** How long urgent reports have waited for a first answer: new, a quarter of an hour, an hour (invariant 19). */
export const alertLevels = ['fresh', 'quarter', 'hour'] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** How many urgent reports of a desk have waited how long; each is counted once. */
export type AlertCounts = Readonly<Record<AlertLevel, number>>;

/** Until which urgency marks a report has waited a quarter of an hour, and an hour, at an instant (ms). */
export function marksAt(now: number): { readonly quarter: Date; readonly hour: Date } {
  // The mark itself stands a quarter of an hour, or more, after she wrote.
  return { quarter: new Date(now), hour: new Date(now - (HOUR_MS - URGENT_LEAST_MS)) };
}

/**
 * What of a desk's urgent reports concerns a member: whoever is on duty is told of each at once, everybody whom the rota names after a
 * quarter of an hour, and after an hour every member. The rest counts as none.
 */
export function alertFor(counts: AlertCounts, rota: readonly DutyHours[], accountId: Id, now: number): AlertCounts {
  const named = rota.some((each) => each.accountId === accountId);
  return {
    fresh: onDutyAt(rota, now).includes(accountId) ? counts.fresh : 0,
    quarter: named ? counts.quarter : 0,
    hour: counts.hour,
  };
}

/** How many urgent reports an alert is about. */
export function sizeOf(counts: AlertCounts): number {
  return alertLevels.reduce((sum, level) => sum + counts[level], 0);
}

/** The longest wait among them; undefined when nothing waits. */
export function worstOf(counts: AlertCounts): AlertLevel | undefined {
  const waiting = alertLevels.filter((level) => counts[level] > 0);
  return waiting[waiting.length - 1];
}

/** An alert of one desk. */
export interface DeskAlert extends AlertCounts {
  readonly deskId: Id;
}

/** Whether somebody should be told again: at some desk more waits than before, or longer. */
export function isNews(before: readonly DeskAlert[], now: readonly DeskAlert[]): boolean {
  return now.some((alert) => {
    const known = before.find((each) => each.deskId === alert.deskId);
    if (known === undefined) return true;
    return alertLevels.some((_, at) => sizeFrom(alert, at) > sizeFrom(known, at));
  });
}

/** How many have waited so long or longer. */
function sizeFrom(counts: AlertCounts, at: number): number {
  return alertLevels.slice(at).reduce((sum, level) => sum + counts[level], 0);
}
