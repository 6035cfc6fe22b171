import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { randomId } from '../../base/ids.ts';
import { MINISTRY } from '../../demo/organisations.ts';
import type { HotlineEntry, Provision } from '../model.ts';
import { publishing } from '../web/publishing.ts';

const { server, signIn, asAdmin, unexpected } = await withApplication();
await asAdmin('update organisation set platform = id = $1', [MINISTRY]);
const keeper = await signIn('platform.admin');
const ask = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  server.inject({ method, url, headers: { cookie: keeper }, ...(payload ? { payload } : {}) });

const names = { ar: 'مثال توضيحي', ckb: null, en: 'illustrative' };

test('checking alone publishes nothing; publishing what was checked keeps its check', async () => {
  const id = randomId();
  const hotline = { number: '5599', names, note: null, jurisdiction: 'federal', position: 900, source: names };
  assert.equal((await ask('PUT', `/api/hotlines/${id}`, { ...hotline, review: 'unverified' })).statusCode, 200);
  assert.equal((await ask('POST', `/api/hotlines/${id}/verify`)).statusCode, 200);
  const isPublic = async () =>
    (await server.inject({ url: '/api/public/hotlines' }))
      .json<{ hotlines: { id: string; verifiedOn: string }[] }>()
      .hotlines.find((each) => each.id === id)?.verifiedOn;
  assert.equal(await isPublic(), undefined);
  const { hotlines } = (await ask('GET', '/api/hotlines')).json<{ hotlines: HotlineEntry[] }>();
  const entry = hotlines.find((each) => each.id === id);
  assert.ok(entry);
  const { path, body } = publishing(entry);
  assert.equal((await ask('PUT', path, body)).statusCode, 200);
  assert.equal(await isPublic(), '2026-11-21');
});

test('a provision likewise', async () => {
  const id = randomId();
  const provision = { law: names, article: '430', text: names, jurisdiction: 'federal', position: 900, source: names };
  assert.equal((await ask('PUT', `/api/provisions/${id}`, { ...provision, review: 'unverified' })).statusCode, 200);
  assert.equal((await ask('POST', `/api/provisions/${id}/verify`)).statusCode, 200);
  const { provisions } = (await ask('GET', '/api/provisions')).json<{ provisions: Provision[] }>();
  const entry = provisions.find((each) => each.id === id);
  assert.ok(entry);
  const { path, body } = publishing(entry);
  assert.equal((await ask('PUT', path, body)).statusCode, 200);
  const shown = (await server.inject({ url: '/api/public/provisions' })).json<{ provisions: Provision[] }>().provisions;
  assert.equal(shown.find((each) => each.id === id)?.verifiedOn, '2026-11-21');
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
