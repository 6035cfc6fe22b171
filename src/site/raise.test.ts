import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { randomId } from '../base/ids.ts';
import { demoIssues } from '../demo/forums/issue-stories.ts';
import { BASHIQA, MAQIL } from '../demo/forums/register.ts';
import { divertReasons, screenText } from '../forums/issues/screen.model.ts';
import { locales } from '../i18n/locale.ts';
import { reportPath, sitePath } from './pages.model.ts';

const { server, asAdmin, unexpected } = await withApplication();
const PLANNED = '22000000-0000-4000-8000-000000000201';
const HARMLESS = 'لا إنارة في شارعنا والطالبات يخفن العودة مساءً (مثال توضيحي)';
const PATH = `/forums/${MAQIL}/raise`;
type Fields = Readonly<Record<string, string | readonly string[]>>;

function send(fields: Fields, url = PATH) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each);
  return server.inject({
    method: 'POST',
    url,
    payload: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}
const filled = (more: Fields = {}): Fields => ({
  issue: randomId(),
  category: 'services',
  text: HARMLESS,
  place: 'المعقل',
  affected: ['women', 'youth'],
  ...more,
});
const kept = async () => (await asAdmin<{ count: number }>('select count(*)::integer as count from issue'))[0]?.count;

test('what names a person, leads to one or tells of violence comes back in that answer alone, and leads elsewhere', async () => {
  const before = await kept();
  const leavesBefore = await asAdmin('select 1 from audit_event');
  const told = [
    ['phone', 'رقمه 07701234567'],
    ['link', 'https://t.me/illustrative'],
    ['name', 'السيد جاسم'],
    ['violence', 'زوجي يضربني كل يوم'],
  ] as const;
  assert.deepEqual(told.map(([why]) => why).sort(), [...divertReasons].sort());
  for (const [why, words] of told) {
    for (const locale of locales) {
      const { statusCode, body, headers } = await send(
        filled({ text: `${HARMLESS} ${words}` }),
        sitePath(locale, PATH),
      );
      assert.equal(statusCode, 422, words);
      assert.ok(body.includes(words.replace(/&/g, '&amp;')), 'her words are still there');
      assert.match(body, /id="diverted" tabindex="-1" role="alert">/);
      assert.match(body, new RegExp(`<p data-why="${why}">`));
      assert.match(body, /<p data-by="server">/);
      assert.ok(body.includes(`href="${reportPath(locale)}"`) && body.includes('#hotlines"'));
      assert.match(body, /value="women" checked/);
      assert.equal(headers['set-cookie'], undefined);
      assert.equal(headers['cache-control'], 'no-store');
    }
  }
  assert.equal((await send(filled({ place: 'بيت السيد جاسم' }))).statusCode, 422);
  assert.equal(await kept(), before);
  assert.equal((await asAdmin('select 1 from audit_event')).length, leavesBefore.length);
});

test('each wrong field has its problem beside it, and what was typed stays', async () => {
  const before = await kept();
  const empty = await send({});
  assert.equal(empty.statusCode, 422);
  for (const id of ['category', 'text']) {
    assert.match(empty.body, new RegExp(`id="${id}-problem"`), id);
    assert.match(empty.body, new RegExp(`id="${id}"[^>]*aria-invalid="true"`), id);
  }
  const long = await send(filled({ category: 'weather', text: 'ا'.repeat(2001), place: 'ب'.repeat(201) }));
  assert.equal(long.statusCode, 422);
  for (const id of ['category', 'text', 'place']) assert.ok(long.body.includes(`id="${id}-problem"`), id);
  assert.ok(long.body.includes('ا'.repeat(2001)) && long.body.includes('ب'.repeat(201)));
  const odd = await send(filled({ affected: ['women', 'neighbour'] }));
  assert.equal(odd.statusCode, 422);
  assert.ok(odd.body.includes('id="affected-problem"'));
  const marked = await send(filled({ text: '', place: '"><script>alert(1)</script>' }));
  assert.doesNotMatch(marked.body, /<script>alert/);
  assert.equal(await kept(), before);
});

test('only forms are read there, and only there; a forum that is planned or unknown takes nothing', async () => {
  const asJson = await server.inject({ method: 'POST', url: PATH, payload: filled() });
  assert.equal(asJson.statusCode, 415);
  const elsewhere = await send(filled(), '/api/reports');
  assert.equal(elsewhere.statusCode, 415);
  assert.equal((await send({ text: 'x'.repeat(60_000) })).statusCode, 413);
  for (const id of [PLANNED, randomId(), 'x']) {
    assert.equal((await send(filled(), `/forums/${id}/raise`)).statusCode, 404, id);
    for (const page of ['raise', 'paper', 'poster']) {
      assert.equal((await server.inject({ url: `/forums/${id}/${page}` })).statusCode, 404, `${id} ${page}`);
    }
  }
});

test('sending twice counts once; going back and writing something else is another issue', async () => {
  const before = Number(await kept());
  const fields = filled({ text: `${HARMLESS}\r\nوالمدرسة قريبة` });
  for (let time = 0; time < 2; time++) {
    const { statusCode, body } = await send(fields);
    assert.equal(statusCode, 200);
    assert.ok(body.includes(`href="/forums/${MAQIL}#said"`));
    assert.doesNotMatch(body, /إنارة/, 'the answer does not repeat it');
  }
  assert.equal(await kept(), before + 1);
  const [row] = await asAdmin<object>(
    `select text, place, affected, channel, state from issue where id = '${String(fields['issue'])}'`,
  );
  assert.deepEqual(row, {
    text: `${HARMLESS}\nوالمدرسة قريبة`,
    place: 'المعقل',
    affected: ['women', 'youth'],
    channel: 'site',
    state: 'raised',
  });
  const other = await send({ ...fields, text: 'الماء مقطوع منذ أيام (مثال توضيحي)' });
  assert.equal(other.statusCode, 409);
  const next = /name="issue" value="([0-9a-f-]{36})"/.exec(other.body)?.[1] ?? '';
  assert.notEqual(next, fields['issue']);
  assert.equal((await send({ ...fields, issue: next, text: 'الماء مقطوع منذ أيام (مثال توضيحي)' })).statusCode, 200);
  assert.equal(await kept(), before + 2);
});

test('a flood in one forum stops there, and what was typed stays', async () => {
  let status = 200;
  let body = '';
  for (let time = 0; time < 70 && status === 200; time++) {
    ({ statusCode: status, body } = await send(filled(), `/forums/${BASHIQA}/raise`));
  }
  assert.equal(status, 429);
  assert.ok(body.includes(HARMLESS));
  assert.equal((await send(filled())).statusCode, 200);
});

test('the form has one script, the rest of the site none; what it needs stands in the page', async () => {
  const scripts = (html: string) => [...html.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, src = '']) => src);
  for (const locale of locales) {
    const { body } = await server.inject({ url: sitePath(locale, PATH) });
    const [script = '', ...more] = scripts(body);
    assert.deepEqual(more, []);
    assert.equal((await server.inject({ url: script })).statusCode, 200);
    assert.match(body, /id="diverted" tabindex="-1" role="alert" hidden/);
    for (const why of divertReasons) assert.ok(body.includes(`<p data-why="${why}" hidden`), why);
    for (const page of ['', '/poster', '/paper']) {
      assert.deepEqual(scripts((await server.inject({ url: sitePath(locale, `/forums/${MAQIL}${page}`) })).body), []);
    }
  }
});

test('the demo’s issues pass the screen themselves', () => {
  for (const { text, place, words } of demoIssues) {
    for (const each of [text, place, words?.text, words?.solution, words?.promise]) {
      if (each) assert.equal(screenText(each), undefined, each);
    }
  }
});

test('nothing here was unexpected', () => assert.deepEqual(unexpected, []));
