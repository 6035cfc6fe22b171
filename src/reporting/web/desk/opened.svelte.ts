import type { Id } from '../../../base/ids.ts';
import type { OpenedReport } from './opened-report.ts';

/** The reports opened since the keys were opened, in memory alone: going back to one costs no second opening. */
const opened = new Map<Id, OpenedReport>();
let version = $state(0);

/** An opened report, as it was fetched last. */
export function findOpened(reportId: Id): OpenedReport | undefined {
  // Read, so that what depends on it follows a change.
  return version >= 0 ? opened.get(reportId) : undefined;
}

/** Every report that was read since the keys were opened. */
export function listOpened(): readonly OpenedReport[] {
  return version >= 0 ? [...opened.values()] : [];
}

/** Keeps a report as it was fetched now. */
export function keepOpened(report: OpenedReport): void {
  opened.set(report.server.id, report);
  version++;
}

/** Forgets one: she locked it, took it elsewhere, or it was destroyed. */
export function forgetOpened(reportId: Id): void {
  if (opened.delete(reportId)) version++;
}

/** Forgets them all, when the keys go. */
export function closeOpened(): void {
  opened.clear();
  version++;
}
