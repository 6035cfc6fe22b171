import type { OutputOf } from '../../base/endpoint.ts';
import type { invitePerson } from '../people/person.contract.ts';

/** A fresh invitation and whom it is for. */
export interface Invited extends OutputOf<typeof invitePerson> {
  readonly name: string;
}

/** The link to give: its secret part stands behind the #, which browsers never send. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/desk/enrol#${token}`;
}

/** The token out of an address's fragment; undefined when it is none. */
export function tokenOf(fragment: string): string | undefined {
  return /^#([A-Za-z0-9_-]{43})$/.exec(fragment)?.[1];
}
