import type { Day } from '../../base/clock.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Hotline, HomeJurisdiction, Jurisdiction } from '../model.ts';
import { isFresh, nameIn } from '../model.ts';

/** A hotline with what a page says about how sure it is. */
export interface HotlineView extends Hotline {
  readonly fresh: boolean;
}

/** Hotlines of one jurisdiction, the one to call first at the top. */
export interface HotlineGroupView {
  readonly jurisdiction: Jurisdiction;
  readonly lines: readonly HotlineView[];
}

/** What the reporter's first page shows of a hotline. */
export interface HotlineLine {
  readonly number: string;
  readonly name: string;
  readonly note: string | null;
  readonly recentlyChecked: boolean;
}

/** The same as `HotlineGroupView`, in one language. */
export interface HotlineGroup {
  readonly jurisdiction: Jurisdiction;
  readonly lines: readonly HotlineLine[];
}

/** The order where nobody knows where somebody is: readers of Sorani mostly live where the Region's numbers answer. */
export function orderAnywhere(locale: Locale): readonly Jurisdiction[] {
  return orderIn(locale === 'ckb' ? ['kurdistan', 'federal'] : ['federal', 'kurdistan']);
}

/** The order in a place whose record names these; numbers abroad stand at the end. */
export function orderIn(homes: readonly HomeJurisdiction[]): readonly Jurisdiction[] {
  return [...homes, 'international'];
}

/** Hotlines in groups in this order, each with whether it was checked recently (invariant 20). */
export function groupHotlines(
  hotlines: readonly Hotline[],
  order: readonly Jurisdiction[],
  today: Day,
): HotlineGroupView[] {
  return order
    .map((jurisdiction) => ({
      jurisdiction,
      lines: hotlines
        .filter((each) => each.jurisdiction === jurisdiction)
        .map((each) => ({ ...each, fresh: isFresh(each, today) })),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** Groups as the reporter's first page shows them in one language. */
export function groupsInWords(groups: readonly HotlineGroupView[], locale: Locale): HotlineGroup[] {
  return groups.map(({ jurisdiction, lines }) => ({
    jurisdiction,
    lines: lines.map(({ number, names, note, fresh }) => ({
      number,
      name: nameIn(names, locale),
      note: note ? nameIn(note, locale) : null,
      recentlyChecked: fresh,
    })),
  }));
}
