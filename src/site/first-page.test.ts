import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { locales } from '../i18n/locale.ts';
import { REPORT_TO_A_MAN, reportPath } from './pages.model.ts';

const { server, asAdmin, unexpected } = await withApplication();
const get = (url: string) => server.inject({ url });
const DIST = join(import.meta.dirname, '..', '..', 'dist', 'web');

test('only Arabic has a page for men; it takes nothing but GET', async () => {
  for (const path of ['/report/ckb/m', '/report/en/m', '/report/f', '/report/m/m']) {
    assert.equal((await get(path)).statusCode, 404, path);
  }
  assert.equal((await server.inject({ method: 'POST', url: REPORT_TO_A_MAN })).statusCode, 404);
  for (const locale of locales.filter((each) => each !== 'ar')) {
    const { body } = await get(reportPath(locale));
    assert.ok(!body.includes(REPORT_TO_A_MAN), locale);
  }
});

test('the page for men speaks to a man throughout, has the same headers, and both lead to the other without script', async () => {
  const [hers, his] = [await get(reportPath('ar')), await get(REPORT_TO_A_MAN)];
  assert.equal(his.statusCode, 200);
  const { 'content-length': _hers, date: _then, ...headers } = hers.headers;
  const { 'content-length': _his, date: _now, ...same } = his.headers;
  assert.deepEqual(same, headers);
  assert.match(hers.body, /لستِ وحدكِ/);
  assert.doesNotMatch(his.body, /كِ|تِ|تنِ|أخبري|لا تدفعي|احذري/u);
  assert.match(his.body, /لستَ وحدك/);
  assert.ok(hers.body.includes(`href="${REPORT_TO_A_MAN}"`) && his.body.includes('href="/report/"'));
  assert.ok(hers.body.includes('id="app" data-form="f"') && his.body.includes('id="app" data-form="m"'));
});

/** What is read of a piece of HTML. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');

test('where to go stands on the page itself, folded by governorate, with the hours at which a woman receives', async () => {
  const [basra] = await asAdmin<{ id: string }>(`select id from office where referral_centre limit 1`);
  assert.ok(basra);
  const { body } = await get('/report/en');
  const folded = /<details><summary>Basra<\/summary>(.*?)<\/details>/s.exec(body)?.[1] ?? '';
  for (const words of [
    'Main office, Al-Asma’i',
    'Branch office, Al-Ashar',
    'Hours: Sunday – Thursday, 08:00 to 15:00',
    'A woman receives you: Sunday – Tuesday, 08:00 to 15:00',
    'No hours are announced at which a woman receives you.',
  ]) {
    assert.ok(textOf(folded).includes(words), `${words} in ${folded}`);
  }
  await asAdmin('update office set closed = true where id = $1', [basra.id]);
  assert.ok(!(await get('/report/en')).body.includes('Shatt al-Arab'), 'a closed office is no place to go to');
  await asAdmin('update office set closed = false where id = $1', [basra.id]);
});

test('with 120 offices all over Iraq the page and its sheet still weigh at most 15 kB', async () => {
  await asAdmin(`
    insert into office (tenant_id, id, kind, names, governorate_id, district_id, address, hours, women_hours, referral_centre, source, illustrative)
    select office.tenant_id, gen_random_uuid(), 'branch',
           jsonb_build_object('ar', 'مكتب ' || place.id || ' ' || (place.names->>'ar'), 'ckb', null, 'en', 'Office ' || (place.names->>'en')),
           place.parent_id, place.id,
           jsonb_build_object('ar', 'شارع ' || n || '، قرب دائرة ' || md5(place.id || n), 'ckb', null, 'en', 'Street ' || n || ', near ' || md5(place.id || n)),
           office.hours, case n % 2 when 0 then office.hours else office.women_hours end, n % 3 = 0, office.source, false
      from (select *, row_number() over (order by id) as n from place where kind = 'district' order by id limit 120) place
      cross join (select * from office where referral_centre limit 1) office`);
  const answer = await server.inject({ url: '/report/', headers: { 'accept-encoding': 'br' } });
  const html = answer.rawPayload.length;
  const plain = (await get('/report/')).body;
  assert.ok((plain.match(/<li><strong>/g) ?? []).length >= 100, 'the offices are there');
  const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(plain)?.[1] ?? '';
  const bytes = html + statSync(join(DIST, `${sheet}.br`)).size;
  assert.ok(bytes <= 15_000 - 2_000, `${bytes} bytes, with 2 kB for the headers of both`);
});

test('nothing here was unexpected', () => assert.deepEqual(unexpected, []));
