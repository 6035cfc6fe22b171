import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SignedCheckpoint } from '../../audit/checkpoint.ts';
import { verifierKey } from '../../audit/checkpoint.ts';
import { findUnsealed, inspectLogs } from '../../audit/inspect.ts';
import type { Clock } from '../../base/clock.ts';
import { MINUTE_MS } from '../../base/clock.ts';
import { SHREDDED_LOG } from '../../jobs/shredding.ts';
import { DISK_RESERVE_BYTES } from '../../storage/blobs.ts';
import type { Connection } from '../../storage/connection.ts';
import { connectOnce } from '../../storage/connection.ts';
import type { Database } from '../../storage/database.ts';
import { openDatabase } from '../../storage/database.ts';
import { readMigrations } from '../../storage/migrate.ts';
import type { KnownRoot } from './directory-check.ts';
import { checkDirectories } from './directory-check.ts';
import { countUnsignedDesks, describeServer, listDirectories, listHoles, listPending } from './doctor.queries.ts';
import type { Finding } from './finding.ts';
import { fault, ok, warning } from './finding.ts';

export interface ExamineOptions {
  readonly connections: { readonly migrator: Connection; readonly app: Connection };
  readonly dataDir: string;
  readonly migrations: string;
  readonly roots: readonly KnownRoot[];
  /** The public key of the audit log's checkpoints. */
  readonly publicKey: Uint8Array;
  /** Checkpoints that somebody kept. */
  readonly kept: readonly SignedCheckpoint[];
  readonly clock: Clock;
  /** How long events may wait for their seal; a minute without it. */
  readonly patienceMs?: number;
  readonly log: (line: string) => void;
}

/** Looks at everything that must hold, and changes nothing. */
export async function examine(options: ExamineOptions): Promise<Finding[]> {
  const { findings, current } = await examineServer(options);
  if (!current) return [...findings, ...(await examineDisk(options))];
  // A statement over a large log takes its time.
  const database = openDatabase({ connection: options.connections.app, poolSize: 2, statementLimitMs: 10 * MINUTE_MS });
  try {
    return [
      ...findings,
      ...(await examineAudit(options, database)),
      ...(await examineDirectory(options, database)),
      ...(await examineDisk(options)),
    ];
  } finally {
    await database.close();
  }
}

async function examineServer(options: ExamineOptions): Promise<{ findings: Finding[]; current: boolean }> {
  const client = await connectOnce(options.connections.migrator);
  try {
    const { version, bytes } = await describeServer(client);
    const findings = [ok('database', `PostgreSQL ${version}, ${inMegabytes(bytes)}`)];
    const migrations = readMigrations(options.migrations);
    const pending = await listPending(client, migrations).catch((error: unknown) => String(error));
    if (typeof pending === 'string') return { findings: [...findings, fault('schema', pending)], current: false };
    if (pending.length > 0) {
      const says = `${pending.length} migrations wait for the next start: ${pending.join(', ')}`;
      return { findings: [...findings, warning('schema', says)], current: false };
    }
    findings.push(ok('schema', `version ${migrations.at(-1)?.name ?? 'none'}`));
    const holes = await listHoles(client);
    findings.push(...holes.map((hole) => fault('row security', hole)));
    if (holes.length === 0) findings.push(ok('row security', 'forced on every tenant’s table'));
    return { findings, current: true };
  } finally {
    await client.end();
  }
}

async function examineAudit(options: ExamineOptions, database: Database): Promise<Finding[]> {
  const { publicKey, kept, log } = options;
  const logs = await inspectLogs({
    database,
    publicKey,
    kept,
    onProgress: (leaves) => {
      if (leaves >= 50_000) log(`audit: ${leaves} leaves`);
    },
  });
  const sum = (of: (each: (typeof logs)[number]) => number) => logs.reduce((total, each) => total + of(each), 0);
  const faults = logs.flatMap((each) => each.faults.map((says) => fault('audit', `${each.tenantId}: ${says}`)));
  const counted = `${logs.length} logs, ${sum((each) => each.leaves)} leaves, ${sum((each) => each.checkpoints)} checkpoints`;
  return [
    ...faults,
    ...(faults.length === 0 ? [ok('audit', `${counted}${kept.length > 0 ? `, ${kept.length} kept ones` : ''}`)] : []),
    ok('audit key', verifierKey(publicKey)),
    await examineUnsealed(options, database),
  ];
}

/** An event has no time, so its age is what we see of it: what waits now and still waits a minute later is an alarm. */
async function examineUnsealed(options: ExamineOptions, database: Database): Promise<Finding> {
  const first = await findUnsealed(database);
  let waiting = first;
  const began = options.clock();
  const patience = options.patienceMs ?? MINUTE_MS;
  while (waiting.size > 0 && options.clock() - began < patience) {
    if (waiting === first) options.log(`audit: ${first.size} events wait for their seal; looking for up to a minute`);
    await wait(Math.min(1_000, patience));
    const now = await findUnsealed(database);
    waiting = new Set([...waiting].filter((id) => now.has(id)));
  }
  return waiting.size === 0
    ? ok('audit seal', 'nothing waits')
    : fault(
        'audit seal',
        `${waiting.size} events have waited for over a minute: is the server running, or a transaction hanging?`,
      );
}

async function examineDirectory(options: ExamineOptions, database: Database): Promise<Finding[]> {
  const unsigned = await countUnsignedDesks(database.direct);
  return [
    ...(await checkDirectories(await listDirectories(database.direct), options.roots)),
    ...(unsigned > 0 ? [fault('key directory', `${unsigned} open desks stand in no signed directory`)] : []),
  ];
}

async function examineDisk({ dataDir }: ExamineOptions): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const says = `${inMegabytes(free)} free, ${inMegabytes(DISK_RESERVE_BYTES)} of it for texts`;
  const disk =
    free < DISK_RESERVE_BYTES
      ? fault('disk', `${says}: files are refused`)
      : free < 3 * DISK_RESERVE_BYTES
        ? warning('disk', says)
        : ok('disk', says);
  const log = existsSync(join(dataDir, SHREDDED_LOG))
    ? ok('shredded.log', 'is there; keep copies of it elsewhere')
    : warning('shredded.log', 'is not there yet: the server writes it in its first minute');
  return [disk, log];
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
}
