import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { checkpointSignerOf } from '../../src/audit/checkpoint.ts';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { systemClock } from '../../src/base/clock.ts';
import { examine } from '../../src/cli/doctor/examine.ts';
import { deriveSecret, readOrMakeSecret } from '../../src/config/secret.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { prepareCluster, SUPERUSER } from '../../src/storage/cluster.ts';
import { as, connectOnce } from '../../src/storage/connection.ts';
import { findPostmaster } from '../../src/storage/postmaster.ts';
import { APP } from '../../src/storage/roles.ts';
import type { Caller } from '../harness/caller.ts';
import { overHttp } from '../harness/caller.ts';
import { MIGRATIONS } from '../harness/database.ts';
import type { SealedReport } from '../harness/reporter.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import type { RunningServer } from '../harness/server-process.ts';
import { startServer } from '../harness/server-process.ts';

const REPORTERS = 8;
/** Reports that stand ready before the load begins; those after them are sealed while it runs. */
const AHEAD = 60;
const BEFORE_KILL = 25;
const AFTER_KILL = 25;
const PATIENCE_MS = 60_000;
/** The built-in database, whatever the environment of the tests names. */
const EMBEDDED = { MUNTADA_DATABASE_URL: '' };

export type Victim = 'server' | 'database' | 'both';

export interface KillFigures {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Acknowledged at the first attempt, so never sent again. */
  readonly acknowledgedAtOnce: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Sentences about rows that do not fit together, from the tables and from `muntada doctor`. */
  readonly faults: readonly string[];
  /** The longest time in which no report was acknowledged. */
  readonly longestGapMs: number;
}

interface Sent {
  readonly report: SealedReport;
  attempts: number;
  acknowledged: boolean;
}

/**
 * Kills the server, its PostgreSQL or both with −9 while eight reporters send, again and again; what fails is sent again as a browser
 * does. Then every acknowledged report is looked for: in the tables, through its mailbox, and in the audit log.
 */
export async function killRounds(victims: readonly Victim[], log: (line: string) => void): Promise<KillFigures> {
  let server = await startServer({ env: EMBEDDED });
  const sent: Sent[] = [];
  let longestGapMs = 0;
  for (const [round, victim] of victims.entries()) {
    const load = await startLoad(() => server, sent);
    await load.until(BEFORE_KILL);
    server = await kill(victim, server);
    await load.until(load.count() + AFTER_KILL);
    longestGapMs = Math.max(longestGapMs, load.longestGapMs());
    await load.stop();
    log(`round ${round + 1} of ${victims.length}: killed the ${victim}; ${sent.length} reports acknowledged`);
  }
  try {
    return { rounds: victims.length, longestGapMs: Math.round(longestGapMs), ...(await look(server, sent)) };
  } finally {
    await server.stop();
  }
}

async function kill(victim: Victim, server: RunningServer): Promise<RunningServer> {
  // First of all the database: the server must not see the difference.
  if (victim !== 'server') process.kill(postmasterOf(server.dataDir), 'SIGKILL');
  if (victim === 'database') return server;
  process.kill(server.pid, 'SIGKILL');
  await server.stop({ keep: true });
  return startServer({ dataDir: server.dataDir, env: EMBEDDED });
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Eight reporters, one report after the other, until they are stopped. */
async function startLoad(server: () => RunningServer, all: Sent[]) {
  const caller: Caller = { inject: (request) => overHttp(server().url).inject(request) };
  const desk = await findDesk(caller);
  const ready: SealedReport[] = [];
  while (ready.length < AHEAD) ready.push(await sealedReport(caller, desk));
  let going = true;
  let count = 0;
  let lastAt = performance.now();
  let longestGapMs = 0;
  const reporter = async () => {
    while (going) {
      const report = ready.pop() ?? (await patiently(() => sealedReport(caller, desk)));
      const sent: Sent = { report, attempts: 0, acknowledged: false };
      all.push(sent);
      await patiently(async () => {
        sent.attempts++;
        const answer = await caller.inject({ method: 'POST', url: '/api/reports', payload: report.payload });
        // Unavailable for a moment; everything else would be a mistake.
        if (answer.statusCode === 503) throw new Error('unavailable');
        if (answer.statusCode !== 200) throw new Refused(`${answer.statusCode} ${answer.body}`);
      });
      sent.acknowledged = true;
      count++;
      longestGapMs = Math.max(longestGapMs, performance.now() - lastAt);
      lastAt = performance.now();
    }
  };
  const reporters = Promise.all(Array.from({ length: REPORTERS }, reporter));
  const failed = reporters.then(() => undefined);
  failed.catch(() => undefined);
  return {
    count: () => count,
    longestGapMs: () => longestGapMs,
    until: async (wanted: number) => {
      const end = performance.now() + PATIENCE_MS;
      while (count < wanted) {
        if (performance.now() > end) throw new Error(`only ${count} of ${wanted} reports were acknowledged`);
        await Promise.race([wait(10), failed]);
      }
    },
    stop: async () => {
      going = false;
      await reporters;
    },
  };
}

class Refused extends Error {}

/** Again and again, as a browser on a broken line, until it works; a refusal is not tried again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused || performance.now() > end) throw error;
      await wait(50);
    }
  }
}

async function findDesk(caller: Caller): Promise<{ record: DeskRecord }> {
  const answer = await patiently(() => caller.inject({ url: '/api/directory/IQG02' }));
  const record = answer.json<{ directories: { records: DeskRecord[] }[] }>().directories[0]?.records[0];
  if (!record) throw new Error('the demo has a desk in Basra');
  return { record };
}

async function look(server: RunningServer, sent: readonly Sent[]) {
  const acknowledged = sent.filter((each) => each.acknowledged);
  const secret = readOrMakeSecret(server.dataDir);
  const passwordOf = (role: string) => toBase64url(deriveSecret(secret, `password of ${role}`));
  const cluster = prepareCluster({
    dataDir: server.dataDir,
    superuserPassword: passwordOf(SUPERUSER),
    log: () => undefined,
  });
  const postmaster = await findPostmaster(cluster);
  if (!postmaster) throw new Error('PostgreSQL does not answer');
  const admin = as(postmaster.connection, { database: 'muntada' });
  const client = await connectOnce(admin);
  const faults: string[] = [];
  const counts = { lost: 0, duplicated: 0 };
  for (const { report } of acknowledged) {
    const found = await rowsOf(client, report);
    if (found.reports === 0) counts.lost++;
    else if (found.reports > 1 || found.keys > 1 || found.leaves > 1 || found.mailboxes > 1) counts.duplicated++;
    else if (!found.whole) faults.push(`${report.reportId}: a part of it is missing or another one`);
  }
  const strays = await client.query<{ n: number }>(
    `select count(*)::int as n from report where not exists (select from report_key where report_id = id)
        or not exists (select from report_body where report_id = id)`,
  );
  if (strays.rows[0]?.n !== 0) faults.push(`${strays.rows[0]?.n ?? '?'} reports without key or body`);
  await client.end();
  const findings = await examine({
    connections: { migrator: admin, app: as(admin, { user: APP, password: passwordOf(APP) }) },
    dataDir: server.dataDir,
    migrations: MIGRATIONS,
    roots: server.demo.roots,
    publicKey: checkpointSignerOf(deriveSecret(secret, 'audit checkpoint')).publicKey,
    kept: [],
    clock: systemClock,
    patienceMs: 10_000,
    log: () => undefined,
  });
  faults.push(...findings.filter(({ state }) => state === 'fault').map(({ what, says }) => `${what}: ${says}`));
  const [first, last] = [acknowledged[0], acknowledged.at(-1)];
  for (const each of [first, last])
    if (each && !(await isInMailbox(server, each.report))) faults.push('a mailbox is empty');
  return {
    acknowledged: acknowledged.length,
    acknowledgedAtOnce: acknowledged.filter(({ attempts }) => attempts === 1).length,
    ...counts,
    faults,
  };
}

async function rowsOf(client: pg.Client, { reportId, payload }: SealedReport) {
  const { rows } = await client.query<
    Record<'reports' | 'keys' | 'leaves' | 'mailboxes', number> & { body: string | null }
  >(
    `select (select count(*)::int from report where id = $1) as reports,
            (select count(*)::int from report_key where report_id = $1) as keys,
            (select count(*)::int from audit_event where object = $2) as leaves,
            (select count(*)::int from mailbox where id = (select mailbox_id from report where id = $1)) as mailboxes,
            (select encode(sha256(body), 'hex') from report_body where report_id = $1) as body`,
    [reportId, `report:${reportId}`],
  );
  const [row] = rows;
  if (!row) throw new Error('no answer');
  const body = createHash('sha256')
    .update(fromBase64url(String(payload['body'])))
    .digest('hex');
  return { ...row, whole: row.keys === 1 && row.leaves === 1 && row.mailboxes === 1 && row.body === body };
}

async function isInMailbox(server: RunningServer, { mailbox, reportId }: SealedReport): Promise<boolean> {
  const answer = await asMailbox(overHttp(server.url), mailbox, 'GET', '/api/mailbox');
  return answer
    .json<{ reports: { id: string; keyFile: string | null }[] }>()
    .reports.some(({ id, keyFile }) => id === reportId && keyFile !== null);
}
