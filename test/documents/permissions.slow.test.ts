import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, samples, samplesOf } from '../security/samples.ts';
import { withStage } from '../security/stage.ts';
import { allVisitors } from '../security/visitors.ts';
import { assertFresh } from './document.ts';
import { permissionPage } from './permissions.ts';
import { tryEverything } from './permissions-walk.ts';

const stage = await withStage();
const { server, unexpected } = stage;
const SLICES_SO_FAR = 30;

test('every route has a valid sample request, and every sample a route', async () => {
  assert.ok(server.listedRoutes.length > SLICES_SO_FAR, 'the application lists its routes');
  const missing = server.listedRoutes.flatMap((route) => {
    try {
      return samplesOf(route) && [];
    } catch (error) {
      return [String(error)];
    }
  });
  assert.deepEqual(missing, []);
  const routes = server.listedRoutes.map(nameOf);
  const stray = samples.map((each) => each.of).filter((of) => !routes.includes(of));
  assert.deepEqual(stray, [], 'these samples are of no route any more: take them away');
});

test('who gets in by which route is what docs/permissions.md says', async () => {
  const visitors = await allVisitors(stage);
  const { lines, unclear } = await tryEverything(stage, visitors);
  assert.deepEqual(unclear, [], 'the sample ought to be valid for whoever is let in');
  const dead = lines.filter((line) => line.verdicts.every((verdict) => verdict === 'no') !== line.nobodyMay);
  assert.deepEqual(
    dead.map(({ of, door }) => `${door} ${of}`),
    [],
    'nobody gets in where somebody should (or the other way round): the sample is not valid, or the rule',
  );
  assert.deepEqual(unexpected, []);
  assertFresh('docs/permissions.md', permissionPage(visitors, lines));
});

test('a visitor without her door’s proof is refused before anything else', async () => {
  for (const route of server.listedRoutes.filter(({ door }) => door !== 'public')) {
    const url = route.path.replace(/:\w+/g, 'x').replace('*', 'x');
    const answer = await server.inject({ method: route.method as 'GET', url, payload: { no: 'sense' } });
    const expected = route.door === 'mailbox' ? 'mailbox_unknown' : 'sign_in_first';
    // A HEAD answers without a body.
    if (route.method === 'HEAD') assert.ok([401, 403, 404].includes(answer.statusCode), nameOf(route));
    else assert.equal(answer.json<{ code: string }>().code, expected, nameOf(route));
  }
});
