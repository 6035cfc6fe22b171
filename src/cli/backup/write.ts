import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { link, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { Clock, Day } from '../../base/clock.ts';
import { DAY_MS } from '../../base/clock.ts';
import { isUuid, randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { streamSealTo } from '../../crypto/age-stream.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Connection } from '../../storage/connection.ts';
import { connectOnce } from '../../storage/connection.ts';
import { copyOut } from './copy.queries.ts';
import type { Checksums, Manifest } from './manifest.ts';
import { CHECKSUMS, FORMAT, jsonFile, MANIFEST } from './manifest.ts';
import type { TableShape } from './tables.queries.ts';
import { beginReading, copyOutStatement, isKeyTable, listApplied, listTables, openToReader } from './tables.queries.ts';
import { tarEnd, tarFile } from './tar.ts';

const AGE_FIRST_LINE = 'age-encryption.org/v1\n';

export interface BackupOptions {
  /** As the migrator. */
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly blobsFolder: string;
  /** Where the rows go; the keys go to the same name with `.keys`, both SHA-256 to `.sha256`. */
  readonly file: string;
  readonly recipients: readonly string[];
  readonly today: Day;
  readonly auditKey: string;
  readonly log: (line: string) => void;
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
  readonly blobs: number;
  readonly bytes: number;
}

/** The names of a backup's files. */
export function partsOf(file: string) {
  return { rows: file, keys: `${file}.keys`, sums: `${file}.sha256` };
}

/**
 * Writes every row as of one moment and every blob, sealed to the recipients, into files that were not there before; the tables of keys
 * into a part of their own. A backup that was cut off leaves no file under its name.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const parts = partsOf(options.file);
  for (const path of Object.values(parts)) {
    if (existsSync(path)) throw new Error(`${path} is there already: nothing is overwritten.`);
  }
  const client = await connectOnce(options.connection);
  const making: string[] = [];
  try {
    await openToReader(client);
    await beginReading(client);
    const tables = await listTables(client);
    const backup = randomId();
    const migrations = await listApplied(client);
    const manifestOf = (part: Manifest['part'], own: readonly TableShape[]): Manifest => ({
      format: FORMAT,
      backup,
      part,
      day: options.today,
      migrations,
      auditKey: options.auditKey,
      tables: own.map(({ name, columns }) => ({
        name,
        columns: [...columns],
      })),
    });
    const summary = { tables: tables.length, rows: 0, blobs: 0, bytes: 0 };
    const sums: string[] = [];
    for (const part of ['rows', 'keys'] as const) {
      const own = tables.filter(({ name }) => isKeyTable(name) === (part === 'keys'));
      const content = archive(
        client,
        manifestOf(part, own),
        part === 'rows' ? options : undefined,
        options.log,
        summary,
      );
      const path = parts[part];
      making.push(`${path}.making`);
      const { sha256, bytes } = await seal(content, options.recipients, `${path}.making`);
      sums.push(`${sha256}  ${basename(path)}\n`);
      summary.bytes += bytes;
    }
    making.push(`${parts.sums}.making`);
    await writeNew(`${parts.sums}.making`, sums.join(''));
    // A link, unlike a rename, never replaces a file that came in between.
    for (const path of Object.values(parts)) await link(`${path}.making`, path);
    await settle(dirname(options.file));
    return summary;
  } finally {
    for (const path of making) await rm(path, { force: true });
    await client.end();
  }
}

/** Removes the parts with keys that are older than so many days from a folder of backups; their names. */
export async function expireKeyParts(folder: string, clock: Clock, days: number): Promise<string[]> {
  const removed: string[] = [];
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.keys'))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (clock() - mtimeMs <= days * DAY_MS) continue;
    const start = (await readFile(path)).subarray(0, AGE_FIRST_LINE.length).toString('latin1');
    if (start !== AGE_FIRST_LINE) continue;
    await rm(path);
    removed.push(name);
  }
  return removed;
}

async function* archive(
  client: pg.Client,
  manifest: Manifest,
  blobs: Pick<BackupOptions, 'blobs' | 'blobsFolder'> | undefined,
  log: (line: string) => void,
  summary: { rows: number; blobs: number },
): AsyncGenerator<Uint8Array> {
  yield tarFile(jsonFile(MANIFEST, manifest));
  const checksums: Checksums = { tables: {}, blobs: 0 };
  for (const [at, table] of manifest.tables.entries()) {
    const hash = createHash('sha256');
    let rows = 0;
    let piece = 0;
    for await (const bytes of copyOut(client, copyOutStatement(client, table), (count) => (rows = count))) {
      hash.update(bytes);
      yield tarFile({ name: `tables/${table.name}/${String(++piece).padStart(6, '0')}`, bytes });
    }
    checksums.tables[table.name] = { rows, sha256: hash.digest('hex') };
    summary.rows += rows;
    log(`backup: ${manifest.part}, table ${at + 1} of ${manifest.tables.length}: ${table.name}, ${rows} rows`);
  }
  if (blobs) {
    const ids = await listBlobs(blobs.blobsFolder);
    for (const id of ids) {
      const bytes = await findBlob(blobs.blobs, id);
      // Destroyed since the list was made.
      if (!bytes) continue;
      yield tarFile({ name: `blobs/${id}`, bytes });
      checksums.blobs++;
      if (checksums.blobs % 500 === 0) log(`backup: file ${checksums.blobs} of ${ids.length}`);
    }
    summary.blobs += checksums.blobs;
  }
  yield tarFile(jsonFile(CHECKSUMS, checksums));
  yield tarEnd();
}

async function seal(
  content: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
  path: string,
): Promise<{ sha256: string; bytes: number }> {
  const sealed = await streamSealTo(recipients, ReadableStream.from(content));
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // `wx`: what a cut-off backup left is removed by hand, never written over.
  await pipeline(Readable.from(sealed), counting, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  return { sha256: hash.digest('hex'), bytes };
}

async function listBlobs(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isUuid(entry.name) && entry.parentPath !== join(folder, 'writing'))
    .map((entry) => entry.name)
    .sort();
}

async function findBlob(blobs: Blobs, id: string): Promise<Uint8Array | undefined> {
  try {
    return await buffer((await blobs.get(id)).stream);
  } catch (error) {
    if (isProblem(error, 'not_found')) return undefined;
    throw error;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
}

async function settle(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  await opened.sync();
  await opened.close();
}
