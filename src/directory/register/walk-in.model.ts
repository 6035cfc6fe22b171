import type { Names } from '../../base/shapes.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Office, OpenHours, Place } from '../model.ts';
import { nameIn } from '../model.ts';

/** What a page shows of an office that somebody can walk into. */
export interface WalkIn {
  readonly name: string;
  /** District and street, as far as the register knows them. */
  readonly address: string;
  readonly referralCentre: boolean;
  readonly hours: readonly OpenHours[];
  /** When a woman receives. */
  readonly womenHours: readonly OpenHours[];
  /** The hours are invented: a demonstration, or an example. */
  readonly illustrative: boolean;
}

/** The offices of one governorate. */
export interface WalkInGroup {
  readonly governorate: string;
  readonly offices: readonly WalkIn[];
}

type Listed = Pick<
  Office,
  'names' | 'governorateId' | 'address' | 'referralCentre' | 'hours' | 'womenHours' | 'illustrative'
> & { readonly district: Names | null };

/** The offices by governorate, in the order of their names in one language; a governorate without one is left out. */
export function groupWalkIns(
  offices: readonly Listed[],
  governorates: readonly Pick<Place, 'id' | 'names'>[],
  { locale, demo }: { readonly locale: Locale; readonly demo: boolean },
): WalkInGroup[] {
  const say = (names: Names) => nameIn(names, locale);
  return governorates
    .map(({ id, names }) => ({
      governorate: say(names),
      offices: offices
        .filter(({ governorateId }) => governorateId === id)
        .map(({ names: office, district, address, referralCentre, hours, womenHours, illustrative }) => ({
          name: say(office),
          address: [district, address].flatMap((each) => (each === null ? [] : [say(each)])).join(' – '),
          referralCentre,
          hours,
          womenHours,
          illustrative: demo || illustrative,
        })),
    }))
    .filter((group) => group.offices.length > 0)
    .sort((one, other) => one.governorate.localeCompare(other.governorate, locale));
}
