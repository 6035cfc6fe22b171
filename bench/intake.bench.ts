import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { openGround } from '../src/cli/ground.ts';
import type { Connection } from '../src/storage/connection.ts';
import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import type { IntakeOrder, IntakeRun } from './intake-load.ts';
import { cpuMs, peakRssMb, startServer } from '../test/harness/server-process.ts';
import { storeRaw } from './intake-raw.ts';

const LEVELS = [1, 8, 32] as const;
const REPORTS = { 1: 600, 8: 2000, 32: 2000 } as const;

/** How fast reports are stored over HTTP, against the same rows by the bare driver; nothing may be lost or doubled. */
export const bench: Bench = async () => {
  const server = await startServer();
  process.env['MUNTADA_DATA_DIR'] = server.dataDir;
  const ground = await openGround(() => undefined);
  const load = fork(join(import.meta.dirname, 'intake-load.ts'));
  try {
    const by = <T>(of: (level: (typeof LEVELS)[number]) => T) =>
      Object.fromEntries(LEVELS.map((level) => [level, of(level)]));
    const runs = new Map<
      number,
      IntakeRun & { cpu: number; rss: number; raw: number; rows: number; distinct: number }
    >();
    for (const reporters of LEVELS) {
      console.log(`${reporters} at once: sealing …`);
      await ask(load, { prepare: REPORTS[reporters], url: server.url });
      const cpu = cpuMs(server.pid);
      const run = await ask(load, { reporters });
      const used = cpuMs(server.pid) - cpu;
      const { rows, distinct } = await stored(ground.storage.connections.migrator, run.acknowledged);
      console.log(`${reporters} at once: the same rows by the bare driver …`);
      const raw = await storeRaw(ground.storage.connections.app, run.sent, reporters);
      runs.set(reporters, { ...run, cpu: used, rss: peakRssMb(server.pid), raw, rows, distinct });
    }
    const of = (level: number) => {
      const run = runs.get(level);
      if (!run) throw new Error('a level is missing');
      return run;
    };
    const perSecond = (level: number) => of(level).acknowledged.length / (of(level).wallMs / 1000);
    return {
      stored_per_s: by((level) => round(perSecond(level), 0)),
      p50_ms: by((level) => round(quantile(of(level).latenciesMs, 0.5))),
      p95_ms: by((level) => round(quantile(of(level).latenciesMs, 0.95))),
      cpu_ms_per_report: by((level) => round(of(level).cpu / of(level).acknowledged.length)),
      rss_mb: by((level) => round(of(level).rss, 0)),
      lost: by((level) => of(level).acknowledged.length - of(level).distinct),
      duplicated: by((level) => of(level).rows - of(level).distinct),
      raw_per_s: by((level) => round(of(level).raw, 0)),
      raw_ratio: by((level) => round(perSecond(level) / of(level).raw)),
    };
  } finally {
    load.kill();
    await ground.storage.stop();
    await server.stop();
  }
};

async function ask(load: ReturnType<typeof fork>, order: IntakeOrder): Promise<IntakeRun> {
  load.send(order);
  const [answer] = (await once(load, 'message')) as [IntakeRun | { error: string }];
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

/** How many rows and how many different ids of the acknowledged reports stand in the database. */
async function stored(migrator: Connection, ids: readonly string[]): Promise<{ rows: number; distinct: number }> {
  const client = new pg.Client({ ...migrator });
  await client.connect();
  try {
    // The body's table has no row security and one row per report; report_key is checked with it by its foreign key.
    const { rows } = await client.query<{ rows: string; distinct: string }>(
      'select count(*) as rows, count(distinct report_id) as distinct from report_body where report_id = any($1::uuid[])',
      [ids],
    );
    return { rows: Number(rows[0]?.rows), distinct: Number(rows[0]?.distinct) };
  } finally {
    await client.end();
  }
}
