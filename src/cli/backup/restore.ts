import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { streamOpenWith } from '../../crypto/age-stream.ts';
import type { Shredded } from '../../jobs/shredded.queries.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Connection } from '../../storage/connection.ts';
import { connectOnce } from '../../storage/connection.ts';
import { copyIn } from './copy.queries.ts';
import { filterRows } from './filter-rows.ts';
import type { Checksums, Manifest } from './manifest.ts';
import { CHECKSUMS, MANIFEST, readChecksums, readManifest } from './manifest.ts';
import { addShredded, destroyShredded } from './shred.queries.ts';
import {
  clearSeeds,
  closeToOwner,
  copyInStatement,
  findFilledTable,
  isKeyTable,
  listApplied,
  listTables,
  openToOwner,
  setSequences,
  shreddedColumn,
} from './tables.queries.ts';
import type { TarEntry } from './tar.ts';
import { readTar } from './tar.ts';
import { partsOf } from './write.ts';

export interface RestoreOptions {
  /** As the migrator, in a migrated database. */
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly file: string;
  /** `AGE-SECRET-KEY-1…`, any of which opens the backup. */
  readonly identities: readonly string[];
  /** What `shredded.log` says. */
  readonly shredded: readonly Shredded[];
  /** This installation's own. */
  readonly auditKey: string;
  /** Go on although the secret file is another one: nobody can sign in with the old accounts. */
  readonly otherSecret: boolean;
  /** Go on without the part with the keys: reports can be counted, and never opened. */
  readonly withoutKeys: boolean;
  readonly log: (line: string) => void;
}

export interface RestoreSummary {
  readonly rows: number;
  readonly blobs: number;
  /** Keys that were in the backup and stay destroyed. */
  readonly shredded: number;
}

/**
 * Puts a backup into an empty database, in one transaction: all of it or nothing. Keys that were shredded since never reach the
 * database. Throws a sentence when something does not fit.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const parts = partsOf(options.file);
  if (!existsSync(parts.rows)) throw new Error(`There is no backup ${parts.rows}.`);
  const withKeys = existsSync(parts.keys);
  if (!withKeys && !options.withoutKeys) {
    throw new Error(
      `${parts.keys} is missing. Without it no report can ever be opened; add --without-keys to restore the rest.`,
    );
  }
  await checkSums(options, withKeys ? [parts.rows, parts.keys] : [parts.rows]);
  const client = await connectOnce(options.connection);
  try {
    return await inTransaction(client, async () => {
      const forced = await openToOwner(client);
      const filled = await findFilledTable(client, await listTables(client));
      if (filled)
        throw new Error(`The database is not empty (${filled}): a backup is restored into an empty one only.`);
      await clearSeeds(client);
      const rows = await restorePart(client, options, parts.rows, 'rows');
      const refused = await addShredded(client, options.shredded);
      const keys = withKeys ? await restorePart(client, options, parts.keys, 'keys', refused) : undefined;
      if (keys && keys.backup !== rows.backup) throw new Error('The two parts belong to different backups.');
      await destroyShredded(client);
      await setSequences(client);
      await closeToOwner(client, forced);
      return { rows: rows.rows + (keys?.rows ?? 0), blobs: rows.blobs, shredded: keys?.refused ?? 0 };
    });
  } finally {
    await client.end();
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

interface RestoredPart {
  readonly backup: string;
  readonly rows: number;
  readonly blobs: number;
  readonly refused: number;
}

async function restorePart(
  client: pg.Client,
  options: RestoreOptions,
  path: string,
  part: Manifest['part'],
  refused: ReadonlySet<string> = new Set(),
): Promise<RestoredPart> {
  const sealed = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  const opened = await streamOpenWith(options.identities, sealed).catch((cause: unknown) => {
    throw new Error(`${basename(path)} does not open with this identity.`, { cause });
  });
  const entries = peekable(readTar(Readable.fromWeb(opened as Parameters<typeof Readable.fromWeb>[0])));
  const manifest = readManifest((await entries.take(MANIFEST)).bytes);
  if (manifest.part !== part) throw new Error(`${basename(path)} is not the part with the ${part}.`);
  await checkManifest(client, options, manifest);
  const found: Checksums = { tables: {}, blobs: 0 };
  let kept = 0;
  let shredded = 0;
  for (const [at, table] of manifest.tables.entries()) {
    const hash = createHash('sha256');
    const all = rowsOf(entries, table.name, hash);
    let left = 0;
    const isRefused = (id: string) => refused.has(id) && ++left > 0;
    const rows = isKeyTable(table.name) ? filterRows(all, shreddedColumn(table), isRefused) : all;
    const stored = await copyIn(client, copyInStatement(client, table), rows);
    found.tables[table.name] = { rows: stored + left, sha256: hash.digest('hex') };
    kept += stored;
    shredded += left;
    options.log(`restore: ${part}, table ${at + 1} of ${manifest.tables.length}: ${table.name}, ${stored} rows`);
  }
  for (let blob = await entries.find('blobs/'); blob; blob = await entries.find('blobs/')) {
    await options.blobs.put(blob.name.slice('blobs/'.length), blob.bytes);
    found.blobs++;
    if (found.blobs % 500 === 0) options.log(`restore: file ${found.blobs}`);
  }
  const expected = readChecksums((await entries.take(CHECKSUMS)).bytes);
  // The end of the stream proves that nothing was cut off.
  await entries.end();
  compare(expected, found);
  return { backup: manifest.backup, rows: kept, blobs: found.blobs, refused: shredded };
}

async function checkManifest(client: pg.Client, options: RestoreOptions, manifest: Manifest): Promise<void> {
  const here = await listApplied(client);
  const same =
    here.length === manifest.migrations.length &&
    here.every(({ sha256 }, at) => sha256 === manifest.migrations[at]?.sha256);
  if (!same) {
    throw new Error(
      `The backup of ${manifest.day} is of another version (its last migration: ${manifest.migrations.at(-1)?.name ?? 'none'}): ` +
        'restore it with the version that made it, then start the newer one.',
    );
  }
  if (manifest.auditKey !== options.auditKey && !options.otherSecret) {
    throw new Error(
      'The backup was made with another secret file than the one here: copy the file "secret" of that installation into the data ' +
        'folder first. With --other-secret the rows are restored all the same, but nobody can sign in with the old accounts.',
    );
  }
}

async function checkSums(options: RestoreOptions, paths: readonly string[]): Promise<void> {
  const { sums } = partsOf(options.file);
  if (!existsSync(sums)) return;
  const text = await readFile(sums, 'utf8');
  for (const path of paths) {
    options.log(`restore: checking ${basename(path)}`);
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
    if (!text.includes(hash.digest('hex')))
      throw new Error(`${basename(path)} is damaged: its SHA-256 is another one.`);
  }
}

function compare(expected: Checksums, found: Checksums): void {
  for (const [name, { rows, sha256 }] of Object.entries(found.tables)) {
    const wanted = expected.tables[name];
    if (wanted?.sha256 !== sha256 || wanted.rows !== rows) throw new Error(`The rows of ${name} are damaged.`);
  }
  if (Object.keys(expected.tables).length !== Object.keys(found.tables).length || expected.blobs !== found.blobs) {
    throw new Error('The backup is not complete.');
  }
}

type Entries = ReturnType<typeof peekable>;

async function* rowsOf(
  entries: Entries,
  table: string,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for (let piece = await entries.find(`tables/${table}/`); piece; piece = await entries.find(`tables/${table}/`)) {
    hash.update(piece.bytes);
    yield piece.bytes;
  }
}

function peekable(source: AsyncGenerator<TarEntry>) {
  let ahead: IteratorResult<TarEntry, void> | undefined;
  const peek = async () => (ahead ??= await source.next());
  /** The next file if its name begins so. */
  async function find(prefix: string): Promise<TarEntry | undefined> {
    const next = await peek();
    if (next.done || !next.value.name.startsWith(prefix)) return undefined;
    ahead = undefined;
    return next.value;
  }
  return {
    find,
    take: async (name: string): Promise<TarEntry> => {
      const found = await find(name);
      if (!found) throw new Error(`The backup has no ${name} where it should be.`);
      return found;
    },
    end: async (): Promise<void> => {
      if (!(await peek()).done) throw new Error('The backup goes on after its end.');
    },
  };
}
