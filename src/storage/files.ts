import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Blobs } from './blobs.ts';
import { openBlobs } from './blobs.ts';
import type { RoomForText } from './disk.ts';
import { roomForText } from './disk.ts';
import type { Partials } from './partials.ts';
import { openPartials } from './partials.ts';

/** Ciphertext in files: what is complete, and what is still arriving. */
export interface Files {
  readonly blobs: Blobs;
  readonly partials: Partials;
  /** Throws `storage_full` when not even a text may be stored any more. */
  readonly roomForText: RoomForText;
}

export interface FilesOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** Free bytes of the disk; tests fill it up. */
  readonly diskFree?: (folder: string) => Promise<number>;
}

/** The files of an installation: the folders `blobs` and `arriving` of its data folder. */
export async function openFiles({ dataDir, clock, diskFree }: FilesOptions): Promise<Files> {
  const blobs = await openBlobs({ folder: join(dataDir, 'blobs'), clock, ...(diskFree ? { diskFree } : {}) });
  const partials = await openPartials({ folder: join(dataDir, 'arriving'), clock, freeBytes: blobs.freeBytes });
  return { blobs, partials, roomForText: roomForText(dataDir, clock, diskFree) };
}
