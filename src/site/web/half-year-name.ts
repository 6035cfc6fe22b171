import type { HalfYear } from '../../base/clock.ts';
import { m } from '../../i18n/messages.ts';

/** `2024-H1` as people say it: "First half of 2024". */
export function halfYearName(halfYear: HalfYear): string {
  const year = halfYear.slice(0, 4);
  return halfYear.endsWith('H1') ? m.site_half_first({ year }) : m.site_half_second({ year });
}
