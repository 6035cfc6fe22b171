import { addDays, baghdadDay, systemClock } from '../../../../base/clock.ts';
import type { Day } from '../../../../base/clock.ts';
import type { Id } from '../../../../base/ids.ts';
import { currentLocale } from '../../../../i18n/current-locale.ts';
import { formatLongDay, weekdayName } from '../../../../i18n/format.ts';
import { m } from '../../../../i18n/messages.ts';
import type { NoticeKind, ReportState } from '../../../model.ts';
import type { Form } from '../draft.ts';
import type { OpenedReport, StoredReport } from './open-report.ts';

/** The day of the week in the week that has just passed, the date before that. */
export function dayWords(day: Day): string {
  const locale = currentLocale();
  return day > addDays(baghdadDay(systemClock()), -7) ? weekdayName(day, locale) : formatLongDay(day, locale);
}

/** The name of a desk that had her report in hand. */
export function deskName({ desks }: OpenedReport, deskId: Id): string {
  return desks.get(deskId)?.name[currentLocale()] ?? m.report_box_unknown_desk();
}

/** As what somebody had it in hand: the role, never a name (rule N12). */
function roleWords(role: string): string {
  if (role === 'caseworker') return m.report_role_caseworker();
  return role === 'caseworkerSupervisor' ? m.report_role_supervisor() : m.report_role_desk();
}

/** Who had it in hand and what came of it, one line each; the same desk and role on the same day once. */
export function noticeLines(report: OpenedReport): readonly string[] {
  const words: Readonly<Record<NoticeKind, (inputs: { desk: string; role: string; day: string }) => string>> = {
    opened: m.report_box_opened,
    madeOffline: m.report_box_offline,
    moved: m.report_box_moved,
    answered: m.report_box_answered,
    accessRefused: m.report_box_access_refused,
    caseOpened: m.report_box_case_opened,
    unreadable: m.report_box_not_opened,
    closed: m.report_box_closed_by,
    reopened: m.report_box_reopened,
  };
  const lines = report.stored.notices.map(({ kind, deskId, role, day }) =>
    words[kind]({ desk: deskName(report, deskId), role: roleWords(role), day: dayWords(day) }),
  );
  return [...new Set(lines)];
}

/** Where her report stands, in plain words. */
export function stateWords({ state, deskId, notices }: StoredReport, form: Form): string {
  const opened = notices.some((notice) => notice.kind === 'opened' && notice.deskId === deskId);
  if (state === 'received' && opened) return m.report_box_being_read();
  const words: Readonly<Record<ReportState, (inputs: { form: Form }) => string>> = {
    received: m.report_box_received,
    caseOpened: m.report_box_case,
    answeredOnly: m.report_box_answered_only,
    emergency: m.report_box_emergency,
    outOfScope: m.report_box_out_of_scope,
    linked: m.report_box_linked,
    closed: m.report_box_closed,
    unreadable: m.report_box_unreadable,
    withdrawn: m.report_box_withdrawn,
    expired: m.report_box_expired,
  };
  return words[state]({ form });
}
