import type { OutputOf } from '../../base/endpoint.ts';
import type { listPlaceNames } from '../../directory/contract.ts';
import { call } from '../api.ts';

/** A governorate or district as she reads it. */
export type PlaceName = { readonly id: string; readonly name: string; readonly kurdistanRegion: boolean };

const loaded = new Map<string, Promise<readonly PlaceName[]>>();

/** The governorates, or the districts of one, in the order of their names; fetched once. */
export function loadPlaces(parent?: string): Promise<readonly PlaceName[]> {
  const path = parent === undefined ? '/api/places/names' : `/api/places/names?parent=${encodeURIComponent(parent)}`;
  let found = loaded.get(path);
  if (found === undefined) {
    found = call<OutputOf<typeof listPlaceNames>>('GET', path).then(({ places }) =>
      [...places].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    loaded.set(path, found);
    found.catch(() => loaded.delete(path));
  }
  return found;
}
