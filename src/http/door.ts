import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../base/actor.ts';
import type { Door } from '../base/endpoint.ts';
import type { Id } from '../base/ids.ts';
import { fail } from '../base/problem.ts';

/** What each door makes sure of before the action is called. */
export interface Visits {
  public: undefined;
  mailbox: { readonly mailboxId: Id };
  staff: Actor;
  partner: Actor;
  device: { readonly deviceId: Id; readonly tenantId: Id; readonly accountId: Id };
}
export type VisitOf<D extends Door> = Visits[D];

/** Lets somebody in by a door, or throws the problem that says why not. */
export type DoorKeeper<D extends Door> = (request: FastifyRequest) => Promise<VisitOf<D>>;

export type DoorKeepers = { readonly [D in Door]: DoorKeeper<D> };

/** A door that nobody passes: for the kinds of visitors that have no slice yet. */
export async function lockedDoor(): Promise<never> {
  return fail('not_allowed');
}

/** The keeper of a door of this server. */
export function doorKeeperOf<D extends Door>(server: FastifyInstance, door: D): DoorKeeper<D> {
  const keepers: DoorKeepers = server.doorKeepers;
  return keepers[door];
}

declare module 'fastify' {
  interface FastifyInstance {
    doorKeepers: DoorKeepers;
  }
}
