/** A million changed requests to every route (test/faults/fuzz.ts). `MUNTADA_FUZZ_COUNT` sends another number. */
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { fuzz, targetsOn } from '../faults/fuzz.ts';
import { withStage } from '../security/stage.ts';

const COUNT = Number(process.env['MUNTADA_FUZZ_COUNT'] ?? 1_000_000);
const CHUNK = 10_000;
const first = Number(process.env['MUNTADA_FUZZ_SEED'] ?? randomInt(2 ** 30));

const stage = await withStage();

// A test, so that its database and server are closed after it and the process ends.
void test(`${COUNT} changed requests`, async () => {
  const started = performance.now();
  const targets = await targetsOn(stage);
  const sum = { requests: 0, taken: 0, refused: 0, byStatus: {} as Record<string, number> };
  // Seeds of `fuzz` count on from the first of each chunk.
  for (let seed = first; sum.requests < COUNT; seed += CHUNK) {
    const figures = await fuzz(stage, targets, seed, Math.min(CHUNK, COUNT - sum.requests));
    sum.requests += figures.requests;
    sum.taken += figures.taken;
    sum.refused += figures.refused;
    for (const [status, count] of Object.entries(figures.byStatus)) {
      sum.byStatus[status] = (sum.byStatus[status] ?? 0) + count;
    }
    console.log(`${sum.requests} requests, seed ${seed}`);
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  const routes = stage.server.listedRoutes.length;
  const figures = { ...sum, targets: targets.length, routes, serverErrors: 0, firstSeed: first, seconds };
  console.log(JSON.stringify({ name: 'fuzz', figures }));
});
