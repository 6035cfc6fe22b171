import { fromBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import { must } from '../../base/problem.ts';
import type { getMe } from '../../accounts/contract.ts';
import type { DeskRecord, EpochKey } from '../../crypto/desk-record.ts';
import { findEpochKey } from '../../crypto/desk-record.ts';
import type { IndexKey } from '../../crypto/entry.ts';
import { importIndexKey } from '../../crypto/entry.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { unwrapEpoch } from '../../crypto/epoch.ts';
import { loadDeskRecord } from './trust.ts';

export type Me = OutputOf<typeof getMe>;
type Seat = Me['desks'][number];
type SeatEpoch = Seat['epochs'][number];

/** An epoch whose private keys are open on this device, with its index key inside WebCrypto. */
export type OpenEpoch = EpochKeys & { readonly index: IndexKey };

/** A desk of hers with its verified record and the keys she holds. */
export interface OpenDesk {
  readonly deskId: Id;
  readonly names: Names;
  readonly police: boolean;
  /** Whether she holds the key that only the desk's women hold. */
  readonly women: boolean;
  readonly members: number;
  /** How many women hold the desk's newest women's key; null where it has none. */
  readonly womenHolders: number | null;
  readonly record: DeskRecord;
  readonly epochs: readonly OpenEpoch[];
}

/** A seat whose desk could not be verified or opened: shown with the reason, never used. */
export interface ClosedDesk {
  readonly deskId: Id;
  readonly names: Names;
  readonly error: unknown;
}

/** Verifies her desks against the signed directory and unwraps their keys with her own. */
export async function openDesks(me: Me, identity: string): Promise<readonly (OpenDesk | ClosedDesk)[]> {
  return await Promise.all(me.desks.map((seat) => openDesk(seat, identity)));
}

async function openDesk(seat: Seat, identity: string): Promise<OpenDesk | ClosedDesk> {
  const { deskId, names, police, women, members, womenHolders } = seat;
  try {
    const record = await loadDeskRecord(deskId);
    const epochs = await Promise.all(seat.epochs.map((epoch) => openEpoch(record, epoch, identity)));
    return { deskId, names, police, women, members, womenHolders, record, epochs };
  } catch (error) {
    return { deskId, names, error };
  }
}

async function openEpoch(record: DeskRecord, epoch: SeatEpoch, identity: string): Promise<OpenEpoch> {
  const key: EpochKey = epoch.women ? 'women' : 'general';
  const living = record.epochs[key];
  // Of an ended epoch the directory names the signing key alone; the recipient must then fit the wrap itself.
  const recipient = living?.n === epoch.n ? living.recipient : epoch.recipient;
  const signingKey = findEpochKey(record, key, epoch.n);
  must(signingKey, 'directory_refused');
  const keys = await unwrapEpoch(identity, fromBase64url(epoch.wrapped), {
    deskId: record.id,
    key,
    n: epoch.n,
    recipient,
    signingKey,
  });
  return { ...keys, index: await importIndexKey(keys.indexKey) };
}

/** The open epoch of a desk by its kind and number. */
export function findEpoch(desk: OpenDesk, women: boolean, n: number): OpenEpoch | undefined {
  return desk.epochs.find((each) => each.key === (women ? 'women' : 'general') && each.n === n);
}

/** The epoch in force: what new things are sealed to and signed with. */
export function findLivingEpoch(desk: OpenDesk, women: boolean): OpenEpoch | undefined {
  const n = desk.record.epochs[women ? 'women' : 'general']?.n;
  return n === undefined ? undefined : findEpoch(desk, women, n);
}
