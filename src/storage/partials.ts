import type { FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { baghdadDay, startOfDay } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { isUuid } from '../base/ids.ts';
import { must, Problem } from '../base/problem.ts';
import { codeOfFile, failAsFull, failAsMissing } from './file-error.ts';

/** Between two looks at the free disk, while bytes arrive. */
const LOOK_EVERY_BYTES = 4 * 1024 * 1024;
const READ = constants.O_RDONLY | (constants.O_NOATIME ?? 0);

/** Ciphertext that is still arriving: a file that grows, and goes on growing after a broken line or a restart. */
export interface Partials {
  /** Begins one, empty; no change when it is there. Durable. */
  readonly begin: (id: Id) => Promise<void>;
  /** How many bytes are there; undefined for an unknown id. Whoever is still writing is cut off: who asks has lost that line. */
  readonly findOffset: (id: Id) => Promise<number | undefined>;
  /**
   * Adds bytes at `offset` and returns the new one; they are durable then. Bytes that came before an error are kept.
   * `upload_offset` when `offset` is not the end of what is there, `too_large` beyond `most`, `storage_full`, `not_found`.
   */
  readonly append: (id: Id, offset: number, most: number, content: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Its first bytes, `count` at most. */
  readonly beginning: (id: Id, count: number) => Promise<Uint8Array>;
  /** All its bytes. */
  readonly read: (id: Id) => Promise<Readable>;
  readonly delete: (id: Id) => Promise<void>;
  /** Removes those that have not grown since `before` (ms). Returns their ids. */
  readonly sweep: (before: number) => Promise<readonly Id[]>;
}

export interface PartialOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Bytes that may still be stored before the reserve is touched (`Blobs.freeBytes`). */
  readonly freeBytes: () => Promise<number>;
}

interface Writing {
  readonly cut: () => void;
  readonly ended: Promise<unknown>;
}

/** The partials in a folder, made when it is missing. */
export async function openPartials({ folder, clock, freeBytes }: PartialOptions): Promise<Partials> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const writing = new Map<Id, Writing>();

  /** One writer at a time: a newer one cuts the older off, whose line is dead though nobody has told us yet. */
  async function takeTurn<T>(id: Id, work: (cut: Promise<never>) => Promise<T>): Promise<T> {
    for (let before = writing.get(id); before; before = writing.get(id)) {
      before.cut();
      await before.ended;
    }
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    const done = work(promise);
    const ended = done.catch(() => undefined);
    writing.set(id, { cut: () => reject(new Problem('unavailable')), ended });
    try {
      return await done;
    } finally {
      writing.delete(id);
    }
  }

  async function write(
    file: FileHandle,
    from: number,
    most: number,
    content: AsyncIterable<Uint8Array>,
  ): Promise<number> {
    let at = from;
    let looked = from - LOOK_EVERY_BYTES;
    for await (const part of content) {
      must(at + part.length <= most, 'too_large');
      if (at + part.length - looked >= LOOK_EVERY_BYTES) {
        must((await freeBytes()) >= part.length, 'storage_full');
        looked = at;
      }
      await file.write(part, 0, part.length, at);
      at += part.length;
    }
    return at;
  }

  async function settleAndClose(file: FileHandle): Promise<void> {
    const day = new Date(startOfDay(baghdadDay(clock())));
    try {
      await file.utimes(day, day);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  return {
    begin: async (id) => {
      await settleAndClose(await open(pathOf(folder, id), 'a', 0o600).catch(failAsFull));
      await settleFolder(folder, clock);
    },
    findOffset: (id) =>
      takeTurn(id, async () => {
        const found = await stat(pathOf(folder, id)).catch(undefinedWhenMissing);
        return found?.size;
      }),
    append: (id, offset, most, content) =>
      takeTurn(id, async (cut) => {
        const file = await open(pathOf(folder, id), 'r+').catch(failAsMissing);
        try {
          must((await file.stat()).size === offset, 'upload_offset');
          return await write(file, offset, most, untilCut(content, cut));
        } catch (error) {
          return failAsFull(error);
        } finally {
          await settleAndClose(file);
        }
      }),
    beginning: async (id, count) => {
      const file = await open(pathOf(folder, id), READ).catch(failAsMissing);
      try {
        const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    read: async (id) => (await open(pathOf(folder, id), READ).catch(failAsMissing)).createReadStream(),
    delete: async (id) => {
      await rm(pathOf(folder, id), { force: true });
      await settleFolder(folder, clock);
    },
    sweep: async (before) => {
      const old: Id[] = [];
      for (const name of await readdir(folder)) {
        const found = await stat(join(folder, name)).catch(undefinedWhenMissing);
        if (!isUuid(name) || !found || found.mtimeMs >= before) continue;
        await rm(join(folder, name), { force: true });
        old.push(name);
      }
      if (old.length > 0) await settleFolder(folder, clock);
      return old;
    },
  };
}

/** The same bytes until somebody else takes the turn; a dead line gives none and must not be waited for. */
async function* untilCut(content: AsyncIterable<Uint8Array>, cut: Promise<never>): AsyncGenerator<Uint8Array> {
  const parts = content[Symbol.asyncIterator]();
  for (;;) {
    const coming = parts.next();
    coming.catch(() => undefined);
    const next: IteratorResult<Uint8Array, unknown> = await Promise.race([coming, cut]);
    if (next.done === true) return;
    yield next.value;
  }
}

function pathOf(folder: string, id: Id): string {
  must(isUuid(id), 'malformed');
  return join(folder, id);
}

/** Its entries are durable afterwards, and its time says the day and no more. */
async function settleFolder(path: string, clock: Clock): Promise<void> {
  const day = new Date(startOfDay(baghdadDay(clock())));
  const folder = await open(path, 'r');
  try {
    await folder.utimes(day, day);
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (codeOfFile(error) !== 'ENOENT') throw error;
}
