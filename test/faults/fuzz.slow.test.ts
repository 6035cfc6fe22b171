import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { withStage } from '../security/stage.ts';
import { fuzz, targetsOn } from './fuzz.ts';

const COUNT = Number(process.env['MUNTADA_FUZZ_COUNT'] ?? 4000);
const SEED = Number(process.env['MUNTADA_FUZZ_SEED'] ?? randomInt(2 ** 31));

const stage = await withStage();

test(`${COUNT} changed requests to every route: a 4xx problem in the caller's language, never a 500`, async (t) => {
  t.diagnostic(`MUNTADA_FUZZ_SEED=${SEED}`);
  const targets = await targetsOn(stage);
  assert.ok(targets.length > stage.server.listedRoutes.length, 'every route is attacked');
  const figures = await fuzz(stage, targets, SEED, COUNT);
  t.diagnostic(JSON.stringify(figures));
  assert.ok(figures.refused > figures.requests / 2, 'most of it was refused, so it was fuzz');
  assert.ok(figures.taken > 0, 'some of it was taken, so it reached the actions');
});
