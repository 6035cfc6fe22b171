import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { isProblem } from '../base/problem.ts';
import { call } from './api.ts';

const realFetch = globalThis.fetch;

beforeEach(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'ckb' } } });
});
afterEach(() => {
  globalThis.fetch = realFetch;
  Reflect.deleteProperty(globalThis, 'document');
});

function answering(answer: () => Response | Promise<Response>): Request[] {
  const seen: Request[] = [];
  globalThis.fetch = async (input, init) => {
    seen.push(new Request(new URL(typeof input === 'string' ? input : '/', 'http://127.0.0.1'), init));
    return await answer();
  };
  return seen;
}

test('a refusal of the server is thrown as its problem', async () => {
  answering(() => Response.json({ code: 'too_large', params: { most: 4, odd: {} } }, { status: 413 }));
  await assert.rejects(call('POST', '/api/x', {}), (error) => {
    assert.ok(isProblem(error, 'too_large'));
    assert.deepEqual(error.params, { most: 4 });
    return true;
  });
});

test('what is not our server is unavailable: no line, a strange page, a strange code', async () => {
  const strange: (() => Response | Promise<Response>)[] = [
    () => Promise.reject(new TypeError('failed to fetch')),
    () => new Response('<html>', { status: 200 }),
    () => new Response('<html>', { status: 502 }),
    () => Response.json({ code: 'constructor' }, { status: 400 }),
    () => Response.json(null, { status: 500 }),
  ];
  for (const answer of strange) {
    answering(answer);
    await assert.rejects(call('GET', '/api/x'), (error) => isProblem(error, 'unavailable'));
  }
});

test('a call that the page gave up is no problem to show', async () => {
  answering(() => Promise.reject(new DOMException('stopped', 'AbortError')));
  await assert.rejects(call('GET', '/api/x', undefined, AbortSignal.abort()), { name: 'AbortError' });
});

test('JSON goes out and comes back, in the language of the page', async () => {
  const seen = answering(() => Response.json({ id: 'a' }));
  assert.deepEqual(await call<{ id: string }>('PUT', '/api/x', { b: 1 }), { id: 'a' });
  assert.equal(seen[0]?.method, 'PUT');
  assert.equal(seen[0]?.headers.get('accept-language'), 'ckb');
  assert.equal(seen[0]?.headers.get('content-type'), 'application/json');
  assert.deepEqual(await seen[0]?.json(), { b: 1 });
});

test('an empty answer is undefined', async () => {
  answering(() => new Response(null, { status: 204 }));
  assert.equal(await call('DELETE', '/api/x'), undefined);
});
