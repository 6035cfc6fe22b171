/**
 * A million changed requests to every route (test/faults/fuzz.ts), divided among as many processes as there are cores, each with a
 * database of its own. `MUNTADA_FUZZ_COUNT` sends another number, `MUNTADA_FUZZ_SEED` the same ones again; asked to end (SIGTERM), it
 * tells what it has done until then.
 */
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import type { FuzzFigures } from '../faults/fuzz.ts';

const CHUNK = 2000;
/** What one process sends, and how it tells of it. */
interface Share {
  readonly count: number;
  readonly seed: number;
}
type Told = FuzzFigures & { readonly targets: number; readonly routes: number };

const [share] = process.argv.slice(2);
if (share === undefined) await all();
else await one(JSON.parse(share) as Share);

async function all(): Promise<void> {
  const count = Number(process.env['MUNTADA_FUZZ_COUNT'] ?? 1_000_000);
  const seed = Number(process.env['MUNTADA_FUZZ_SEED'] ?? randomInt(2 ** 30));
  const processes = availableParallelism();
  const started = performance.now();
  const each = Math.ceil(count / processes);
  const told: Told[] = [];
  let done = 0;
  const codes = Array.from({ length: processes }, async (_, at) => {
    // Seeds count on within a share; shares lie far apart.
    const mine = { count: Math.min(each, count - at * each), seed: seed + at * 2 * each };
    const child = fork(import.meta.filename, [JSON.stringify(mine)]);
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    child.on('message', (message: Told | number) => {
      if (typeof message !== 'number') return told.push(message);
      done += message;
      return console.log(`${done} requests`);
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  });
  const failed = (await Promise.all(codes)).some((code) => code !== 0);
  const sum = (of: (figures: Told) => number) => told.reduce((total, figures) => total + of(figures), 0);
  const statuses = [...new Set(told.flatMap(({ byStatus }) => Object.keys(byStatus)))].sort();
  const figures = {
    requests: sum(({ requests }) => requests),
    taken: sum(({ taken }) => taken),
    refused: sum(({ refused }) => refused),
    byStatus: Object.fromEntries(statuses.map((status) => [status, sum(({ byStatus }) => byStatus[status] ?? 0)])),
    targets: told[0]?.targets,
    routes: told[0]?.routes,
    firstSeed: seed,
    processes,
    seconds: Math.round((performance.now() - started) / 1000),
  };
  console.log(JSON.stringify({ name: 'fuzz', figures }));
  if (failed || told.length < processes) process.exitCode = 1;
}

async function one({ count, seed }: Share): Promise<void> {
  const { withStage } = await import('../security/stage.ts');
  const { fuzz, targetsOn } = await import('../faults/fuzz.ts');
  let asked = true;
  process.on('SIGTERM', () => (asked = false));
  const stage = await withStage();
  // A test, so that its database and server are closed after it and the process ends.
  await test(`${count} changed requests`, async () => {
    const targets = await targetsOn(stage);
    const figures: FuzzFigures = { requests: 0, taken: 0, refused: 0, byStatus: {} };
    for (let from = seed; asked && figures.requests < count; from += CHUNK) {
      const found = await fuzz(stage, targets, from, Math.min(CHUNK, count - figures.requests));
      figures.requests += found.requests;
      figures.taken += found.taken;
      figures.refused += found.refused;
      for (const [status, times] of Object.entries(found.byStatus)) {
        figures.byStatus[status] = (figures.byStatus[status] ?? 0) + times;
      }
      process.send?.(found.requests);
    }
    process.send?.({ ...figures, targets: targets.length, routes: stage.server.listedRoutes.length } satisfies Told);
  });
  process.disconnect();
}
