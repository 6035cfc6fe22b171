import { m } from '../../../i18n/messages.ts';
import type { Indicator } from '../../register/indicator.model.ts';

/** What each indicator is called. */
export const indicatorTexts: Readonly<Record<Indicator, () => string>> = {
  active: m.forums_indicator_active,
  minutes: m.forums_indicator_minutes,
  women: m.forums_indicator_women,
  youth: m.forums_indicator_youth,
  officers: m.forums_indicator_officers,
  staff: m.forums_indicator_staff,
  solved: m.forums_indicator_solved,
  kept: m.forums_indicator_kept,
};
