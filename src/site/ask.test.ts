import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { MAQIL } from '../../test/harness/forum-people.ts';
import { randomId } from '../base/ids.ts';

const { server, asAdmin } = await withApplication();
const FORM = {
  kind: 'school',
  name: 'ثانوية المعقل (مثال توضيحي)',
  topic: 'drugs',
  audience: 'pupils',
  expected: '٤٠',
};
const send = (
  fields: Record<string, string>,
  at = `/forums/${MAQIL}/ask`,
  type = 'application/x-www-form-urlencoded',
) =>
  server.inject({
    method: 'POST',
    url: at,
    headers: { 'content-type': type },
    payload: new URLSearchParams(fields).toString(),
  });
const count = async () => (await asAdmin('select id from awareness_request')).length;

test('what is missing, what points to somebody, another type and another forum: nothing is kept', async () => {
  const before = await count();
  const missing = await send({ ...FORM, kind: '', name: '' });
  assert.equal(missing.statusCode, 422);
  assert.match(missing.body, /id="kind-problem"/);
  assert.match(missing.body, /value="40"/, 'what was typed is still there');
  assert.equal((await send({ ...FORM, note: 'اتصلوا على 07701234567' })).statusCode, 422);
  assert.equal((await send(FORM, `/forums/${randomId()}/ask`)).statusCode, 404);
  assert.equal((await send(FORM, undefined, 'application/json')).statusCode, 415);
  assert.equal(await count(), before);
});

test('the form works without script, counts once when sent twice, and sets no cookie', async () => {
  const page = await server.inject({ url: `/forums/${MAQIL}/ask` });
  assert.equal(page.statusCode, 200);
  const request = /name="request" value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? '';
  const before = await count();
  for (const answer of [await send({ ...FORM, request }), await send({ ...FORM, request })]) {
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.ok(!answer.body.includes('<form'));
  }
  assert.equal(await count(), before + 1);
});
