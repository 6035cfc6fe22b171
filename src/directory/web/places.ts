import type { OutputOf } from '../../base/endpoint.ts';
import { call } from '../../web/api.ts';
import type { listPlaces } from '../contract.ts';

type Places = OutputOf<typeof listPlaces>['places'];

const known = new Map<string, Promise<Places>>();

/** The governorates, or the districts of one; asked once in a session. */
export function loadPlaces(parent?: string): Promise<Places> {
  const key = parent ?? '';
  const found = known.get(key);
  if (found) return found;
  const asked = call<OutputOf<typeof listPlaces>>('GET', `/api/places${parent ? `?parent=${parent}` : ''}`).then(
    ({ places }) => places,
    (error: unknown) => {
      known.delete(key);
      throw error;
    },
  );
  known.set(key, asked);
  return asked;
}
