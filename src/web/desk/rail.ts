import { m } from '../../i18n/messages.ts';

/** One entry of the rail: the path as in `routes.ts`. Few entries; pages that a role may not open are left out by the caller. */
export type RailEntry = { readonly path: '/'; readonly label: () => string };

export const rail: readonly RailEntry[] = [{ path: '/', label: m.desk_home }];
