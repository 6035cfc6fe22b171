import type { FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat, unlink, utimes } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { baghdadDay, DAY_MS, startOfDay } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { isUuid } from '../base/ids.ts';
import { must } from '../base/problem.ts';
import { freeOnDisk } from './disk.ts';
import { codeOfFile, failAsFull, failAsMissing } from './file-error.ts';

/** What stays free on the disk for texts and for the database itself. */
export const DISK_RESERVE_BYTES = 1_000_000_000;

/** Between two looks at the free disk, while a stream is being written. */
const LOOK_EVERY_BYTES = 4 * 1024 * 1024;
const COMPARE_BYTES = 64 * 1024;
/** Reading must not leave the time of the reading on the file. Linux only. */
const READ = constants.O_RDONLY | (constants.O_NOATIME ?? 0);

export type BlobContent = Uint8Array | AsyncIterable<Uint8Array>;

/** Ciphertext in files. */
export interface Blobs {
  /**
   * Stores a blob durably before it answers: its size in bytes. The same content again is no change; `already_different` for
   * another content under the same id; `storage_full` when the reserve would be touched, and then nothing is kept.
   */
  readonly put: (id: Id, content: BlobContent) => Promise<number>;
  /** Its whole size and its bytes from `first` (0 without it) to its end; `not_found`. */
  readonly get: (id: Id, first?: number) => Promise<{ readonly size: number; readonly stream: Readable }>;
  /** Its size in bytes; `not_found`. */
  readonly sizeOf: (id: Id) => Promise<number>;
  /** The beginning of the day on which it was stored, in ms; `not_found`. */
  readonly dayOf: (id: Id) => Promise<number>;
  /** Removes it; false when it was not there. */
  readonly delete: (id: Id) => Promise<boolean>;
  /** Bytes that may still be stored before the reserve is touched; negative inside the reserve. */
  readonly freeBytes: () => Promise<number>;
}

export interface BlobOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly reserveBytes?: number;
  /** Free bytes of the disk; tests fill it up. */
  readonly diskFree?: (folder: string) => Promise<number>;
}

/** The blobs in a folder, made when it is missing; what cut writes left behind a day ago is removed. */
export async function openBlobs({
  folder,
  clock,
  reserveBytes = DISK_RESERVE_BYTES,
  diskFree = freeOnDisk,
}: BlobOptions): Promise<Blobs> {
  const writing = join(folder, 'writing');
  await mkdir(writing, { recursive: true, mode: 0o700 });
  await sweep(writing, clock() - DAY_MS);

  const freeBytes = async () => (await diskFree(folder)) - reserveBytes;

  async function write(file: FileHandle, content: BlobContent): Promise<number> {
    let size = 0;
    let looked = -LOOK_EVERY_BYTES;
    for await (const part of content instanceof Uint8Array ? [content] : content) {
      if (size + part.length - looked >= LOOK_EVERY_BYTES) {
        must((await freeBytes()) >= part.length, 'storage_full');
        looked = size;
      }
      await file.write(part);
      size += part.length;
    }
    return size;
  }

  async function put(id: Id, content: BlobContent): Promise<number> {
    const path = pathOf(folder, id);
    const temporary = join(writing, randomUUID());
    const file = await open(temporary, 'wx', 0o600);
    try {
      const size = await write(file, content);
      await file.utimes(...dayTimes(clock));
      await file.sync();
      await makeFolder(dirname(path), folder, clock);
      await place(temporary, path);
      await settle(dirname(path), clock);
      return size;
    } catch (error) {
      return failAsFull(error);
    } finally {
      await file.close();
      await rm(temporary, { force: true });
      await utimes(writing, ...dayTimes(clock));
    }
  }

  return {
    put,
    freeBytes,
    get: async (id, first = 0) => {
      const file = await open(pathOf(folder, id), READ).catch(failAsMissing);
      const { size } = await file.stat();
      return { size, stream: file.createReadStream({ start: first }) };
    },
    sizeOf: async (id) => (await stat(pathOf(folder, id)).catch(failAsMissing)).size,
    dayOf: async (id) => (await stat(pathOf(folder, id)).catch(failAsMissing)).mtimeMs,
    delete: async (id) => {
      const path = pathOf(folder, id);
      try {
        await unlink(path);
      } catch (error) {
        if (codeOfFile(error) === 'ENOENT') return false;
        throw error;
      }
      await settle(dirname(path), clock);
      return true;
    },
  };
}

/** 256 folders by the first two digits: no folder grows too large. */
function pathOf(folder: string, id: Id): string {
  must(isUuid(id), 'malformed');
  return join(folder, id.slice(0, 2), id);
}

/** A link, unlike a rename, never replaces what is there: a repeated write must bring the same bytes. */
async function place(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOfFile(error) !== 'EEXIST') throw error;
    must(await equalFiles(temporary, path), 'already_different');
  }
}

async function equalFiles(a: string, b: string): Promise<boolean> {
  const [one, two] = await Promise.all([open(a, READ), open(b, READ)]);
  try {
    if ((await one.stat()).size !== (await two.stat()).size) return false;
    for (;;) {
      const [left, right] = await Promise.all([one, two].map((file) => file.read(Buffer.alloc(COMPARE_BYTES))));
      if (!left || !right) return false;
      const same = left.buffer.subarray(0, left.bytesRead).equals(right.buffer.subarray(0, right.bytesRead));
      if (!same || left.bytesRead === 0) return same;
    }
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

/** File times tell when somebody wrote to us: they say the day and no more. */
function dayTimes(clock: Clock): [Date, Date] {
  const day = new Date(startOfDay(baghdadDay(clock())));
  return [day, day];
}

async function makeFolder(path: string, parent: string, clock: Clock): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) await settle(parent, clock);
}

/** Makes a folder's entries durable: without it a name may be lost in a power cut although its file was written. */
async function settle(path: string, clock: Clock): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.utimes(...dayTimes(clock));
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sweep(writing: string, before: number): Promise<void> {
  for (const name of await readdir(writing)) {
    const path = join(writing, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < before) await rm(path, { force: true });
  }
}
