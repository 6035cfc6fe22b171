import type { Day } from '../../base/clock.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Hotline } from '../model.ts';
import { isFresh, nameIn } from '../model.ts';

/** What a page shows of a hotline. */
export interface HotlineLine {
  readonly number: string;
  readonly name: string;
  readonly note: string | null;
  readonly recentlyChecked: boolean;
}

/** Hotlines of one jurisdiction, the one to call first at the top. */
export interface HotlineGroup {
  readonly jurisdiction: Hotline['jurisdiction'];
  readonly lines: readonly HotlineLine[];
}

/** The order of the groups on pages that do not know where somebody is: Iraqi governorates, Kurdistan Region, abroad. */
const ORDER: readonly Hotline['jurisdiction'][] = ['federal', 'kurdistan', 'international'];

/** The hotlines as a page shows them in one language on one day. */
export function groupHotlines(hotlines: readonly Hotline[], locale: Locale, today: Day): HotlineGroup[] {
  return ORDER.map((jurisdiction) => ({
    jurisdiction,
    lines: hotlines
      .filter((each) => each.jurisdiction === jurisdiction)
      .map((each) => ({
        number: each.number,
        name: nameIn(each.names, locale),
        note: each.note ? nameIn(each.note, locale) : null,
        recentlyChecked: isFresh(each, today),
      })),
  })).filter((group) => group.lines.length > 0);
}
