import { statfs } from 'node:fs/promises';
import type { Clock } from '../base/clock.ts';
import { must } from '../base/problem.ts';

/** What stays free on the disk when texts are refused too: enough for the database to go on, and for withdrawals. */
export const TEXT_RESERVE_BYTES = 100_000_000;

const LOOK_EVERY_MS = 5_000;

/** Whether the disk has room for a text; throws `storage_full`. */
export type RoomForText = () => Promise<void>;

/** Free bytes of the disk that a folder lies on. */
export async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Looks at the disk of a folder when the last look is five seconds old; between two looks it costs nothing. */
export function roomForText(
  folder: string,
  clock: Clock,
  diskFree: (folder: string) => Promise<number> = freeOnDisk,
): RoomForText {
  let look: { readonly at: number; readonly free: Promise<number> } | undefined;
  return async () => {
    const now = clock();
    if (look === undefined || now - look.at >= LOOK_EVERY_MS) look = { at: now, free: diskFree(folder) };
    must((await look.free) >= TEXT_RESERVE_BYTES, 'storage_full');
  };
}
