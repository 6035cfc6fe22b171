import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { MAQIL } from '../demo/forums/register.ts';
import { contentSecurityPolicy } from '../http/headers.ts';
import { dir, htmlLang, locales } from '../i18n/locale.ts';
import { sitePath } from './pages.model.ts';

const { server, asAdmin, unexpected } = await withApplication();

const PATHS = [
  '/',
  '/rights',
  '/about',
  '/statistics',
  '/governorates/IQG02',
  '/governorates/IQ-HA',
  '/forums',
  `/forums/${MAQIL}`,
];

async function get(path: string): Promise<{ status: number; body: string }> {
  const { statusCode, body } = await server.inject({ url: path });
  return { status: statusCode, body };
}

/** What stands in every attribute of this name. */
function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

test('a governorate that is not there is not found; pages take nothing but GET', async () => {
  for (const id of ['IQG99', 'IQG02-al-basrah', "x'--", '%00', '..%2f']) {
    const { status, body } = await get(`/governorates/${id}`);
    assert.ok(status === 404 || status === 400, `${id}: ${status}`);
    assert.doesNotMatch(body, /Error|stack|select /);
  }
  for (const path of PATHS) {
    assert.equal((await server.inject({ method: 'POST', url: path })).statusCode, 404);
  }
  assert.deepEqual(unexpected, []);
});

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const NOWHERE = [
  '/no/such/page',
  '/governorates/IQG99',
  "/governorates/x'--",
  '/report/xx',
  '/assets/gone.js',
  '/%E0%A4%A',
  `/governorates/${'x'.repeat(300)}`,
  '//elsewhere.example/<script>',
];

test('an address that leads nowhere is a page for a browser, in its language, and a problem for everything else', async () => {
  const ask = (url: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    server.inject({ method, url, headers });
  const right = await ask('/en/rights', BROWSER);
  for (const url of NOWHERE) {
    for (const locale of locales) {
      const { statusCode, headers, body } = await ask(url, { ...BROWSER, 'accept-language': locale });
      assert.equal(statusCode, 404, url);
      assert.ok(body.includes(`<html lang="${htmlLang[locale]}" dir="${dir[locale]}">`), url);
      assert.ok(body.includes(`href="${sitePath(locale, '/')}"`) && body.includes('tel:911'), url);
      assert.doesNotMatch(
        body,
        /aria-current="page"|elsewhere\.example|IQG99|<script|xxx/,
        'nothing of the address comes back',
      );
      const { 'content-length': _length, ...fixed } = right.headers;
      for (const name of Object.keys(fixed).filter((each) => each !== 'date')) {
        assert.equal(headers[name], right.headers[name], `${url} ${name}`);
      }
    }
    for (const accept of ['*/*', 'application/json', '']) {
      const { headers } = await ask(url, { accept });
      assert.match(String(headers['content-type']), /^application\/problem\+json/, `${url} for ${accept}`);
    }
  }
  for (const locale of ['ckb', 'en'] as const) {
    for (const url of [`/${locale}/nowhere`, `/${locale}/governorates/IQG99`]) {
      const { statusCode, body } = await ask(url, { ...BROWSER, 'accept-language': 'ar' });
      assert.deepEqual([statusCode, body.includes(`<html lang="${htmlLang[locale]}"`)], [404, true], url);
    }
  }
  for (const url of ['/api', '/api/', '/api/nowhere', '/api?x']) {
    const { statusCode, headers } = await ask(url, BROWSER);
    assert.equal(statusCode, 404, url);
    assert.match(String(headers['content-type']), /^application\/problem\+json/, url);
  }
  const posted = await ask('/rights', BROWSER, 'POST');
  assert.deepEqual([posted.statusCode, posted.headers['content-type']], [404, 'text/html; charset=utf-8']);
  assert.equal((await server.inject({ method: 'HEAD', url: '/nowhere', headers: BROWSER })).statusCode, 404);
  const small = await ask('/nowhere', { ...BROWSER, 'accept-encoding': 'br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.deepEqual(unexpected, []);
});

test('what fails on our side is a page too, with a sentence and nothing of the inside', async () => {
  await asAdmin('alter table provision rename to provision_away');
  try {
    const { statusCode, headers, body } = await server.inject({ url: '/en/rights', headers: BROWSER });
    assert.deepEqual([statusCode, headers['content-type']], [500, 'text/html; charset=utf-8']);
    assert.equal(headers['content-security-policy'], contentSecurityPolicy.site);
    assert.match(body, /Something went wrong on our side/);
    assert.match(body, /tel:911/);
    assert.doesNotMatch(body, /provision|relation|select|postgres|\.ts/i);
    assert.equal(unexpected.splice(0).length, 1, 'the operator is told the cause');
    await asAdmin('alter table hotline rename to hotline_away');
    const worse = await server.inject({ url: '/en/rights', headers: BROWSER });
    assert.equal(worse.statusCode, 500, 'without numbers where they cannot be read');
    assert.match(worse.body, /<html lang="en"/);
    assert.doesNotMatch(worse.body, /tel:/);
  } finally {
    await asAdmin('alter table if exists hotline_away rename to hotline');
    await asAdmin('alter table provision_away rename to provision');
    unexpected.splice(0);
  }
});

test('no page has a script, an inline style or anything from elsewhere', async () => {
  for (const locale of locales) {
    for (const path of PATHS) {
      const { body } = await get(sitePath(locale, path));
      assert.doesNotMatch(body, /<script|<style|\sstyle=|\son[a-z]+=|javascript:|<iframe|<img/i, path);
      for (const address of [...attributes(body, 'href'), ...attributes(body, 'src')]) {
        assert.match(address, /^(?:\/|#|tel:\+?\d+$)/, address);
      }
    }
  }
});

test('each page says its language, direction, title and description, and has one heading', async () => {
  for (const locale of locales) {
    const titles = new Set<string>();
    for (const path of PATHS) {
      const { status, body } = await get(sitePath(locale, path));
      assert.equal(status, 200, path);
      assert.ok(body.includes(`<html lang="${htmlLang[locale]}" dir="${dir[locale]}">`));
      assert.equal(body.match(/<h1/g)?.length, 1, path);
      assert.equal(body.match(/<meta name="description" content="[^"]{20,}">/g)?.length, 1, path);
      titles.add(/<title>(.+)<\/title>/.exec(body)?.[1] ?? '');
      assert.deepEqual(attributes(body, 'id').length, new Set(attributes(body, 'id')).size, 'every id stands once');
      // Latin digits only, whatever the language.
      assert.doesNotMatch(body, /[\u0660-\u0669\u06F0-\u06F9]/, path);
    }
    assert.equal(titles.size, PATHS.length, `titles differ: ${[...titles].join(' | ')}`);
  }
});

test('every link leads somewhere, every anchor is there', async () => {
  const seen = new Map<string, string>();
  const queue = locales.map((locale) => sitePath(locale, '/'));
  const isOtherFace = (href: string) => href.startsWith('tel:');
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    const { status, body } = await get(next);
    assert.equal(status, 200, next);
    seen.set(next, body);
    if (/^\/(?:assets|desk|report|favicon|statistics\.csv)/.test(next)) continue;
    for (const href of attributes(body, 'href').filter((each) => !isOtherFace(each))) {
      const [path = '', anchor] = href.split('#');
      if (path !== '') queue.push(path);
      const target = path === '' ? body : (seen.get(path) ?? (await get(path)).body);
      if (anchor) assert.ok(attributes(target, 'id').includes(anchor), `${next} → ${href}`);
    }
  }
  assert.ok(seen.size > 3 * 20, `${seen.size} pages`);
});

test('the map and the list beside it say the same: 18 outlines, 19 governorates, the credit', async () => {
  const { body } = await get('/en');
  const areas = [...body.matchAll(/<a href="#(IQ[\w-]+)" aria-label="([^"]+): ([^"]+)">/g)];
  assert.equal(areas.length, 18);
  for (const [, id = '', name = '', summary = ''] of areas) {
    const entry = new RegExp(`<li id="${id}">(.*?)</li>`, 's').exec(body)?.[1] ?? '';
    assert.ok(entry.includes(`>${name}<`), `${id}: ${name}`);
    if (summary !== 'nothing in our list yet') assert.ok(entry.includes(summary), `${id}: ${summary}`);
  }
  assert.equal(attributes(body, 'id').filter((id) => id.startsWith('IQ')).length, 19);
  assert.match(body, /Halabja governorate lies within Sulaymaniyah/);
  assert.match(body, /Made with Natural Earth/);
  assert.match(body, /3 offices/);
});

test('numbers to call in the order of the jurisdiction', async () => {
  const order = async (id: string) =>
    [...(await get(`/en/governorates/${id}`)).body.matchAll(/href="tel:(\+?\d+)"/g)].map(([, number]) => number);
  assert.equal((await order('IQG02'))[0], '911');
  assert.ok(!(await order('IQG02')).includes('119'));
  assert.equal((await order('IQG11'))[0], '119');
  for (const both of ['IQG15', 'IQG13', 'IQG10', 'IQG16']) {
    const numbers = await order(both);
    assert.ok(numbers.includes('911') && numbers.includes('119'), both);
  }
  assert.match((await get('/en')).body, /not recently checked/);
});

test('Basra shows its three offices, their units, the referral guidance centre and the source', async () => {
  const { body } = await get('/governorates/IQG02');
  for (const words of ['الأصمعي', 'العشار', 'شط العرب', 'وحدة التنسيق العشائري', 'مركز توجيه إحالة', 'المصدر:']) {
    assert.ok(body.includes(words), words);
  }
  assert.match(body, /الأحد – الخميس/);
  assert.match((await get('/en/governorates/IQG02')).body, /A woman receives you:/);
});

test('what a desk must pass on says whether a lawyer has checked it, and when', async () => {
  const page = async () => (await get('/en/governorates/IQG02')).body;
  assert.match(await page(), /No lawyer has checked this yet\./);
  assert.doesNotMatch(await page(), /Checked by a lawyer/);
  await asAdmin(`update desk set law_checked_on = '2026-11-01' where governorate_id = 'IQG02'`);
  assert.match(await page(), /Checked by a lawyer on 1 November 2026\./);
  assert.doesNotMatch(await page(), /No lawyer/);
});

test('of the law only what somebody has published, the Region apart, never a cybercrime law', async () => {
  const { body } = await get('/en/rights');
  const hidden = await asAdmin<{ article: string }>(
    `select article from provision where review <> 'published' and article <> ''`,
  );
  assert.ok(hidden.length > 0);
  for (const { article } of hidden)
    assert.ok(!body.includes(`Article ${article}<`), `article ${article} is not checked`);
  assert.ok(body.includes('Article 430<'));
  assert.ok(body.indexOf('Federal law') < body.indexOf('Law of the Kurdistan Region'));
  assert.match(body, /information, not legal advice; ask a lawyer/);
  assert.match(body, /Source:.*Last checked:/s);
  assert.doesNotMatch(body, /cybercrime/i);
});

test('figures as released, in words: received, withheld, and who counted', async () => {
  assert.match((await get('/en/statistics')).body, /Nothing has been released yet/);
  await asAdmin(
    `insert into release values ('2026-H1', '2026-07-30', null, false), ('2025-H2', '2026-01-30', 41, true)`,
  );
  await asAdmin(
    `insert into release_cell select half_year, place.id, case place.id when 'IQG02' then 31 when 'IQG08' then 10 end
     from release, place where kind = 'governorate'`,
  );
  await asAdmin(`insert into cited_figure (id, value, from_day, until_day, what, place, source) values
    ('40000000-0000-4000-8000-000000000001', 6, '2022-01-01', '2022-06-30', '{"ar":"أ","ckb":null,"en":"Reports"}', '{"ar":"بعشيقة","ckb":null,"en":"Bashiqa"}', '{"ar":"مقال","ckb":null,"en":"An article"}'),
    ('40000000-0000-4000-8000-000000000002', 18, '2022-07-01', '2022-12-31', '{"ar":"أ","ckb":null,"en":"Reports"}', '{"ar":"بعشيقة","ckb":null,"en":"Bashiqa"}', '{"ar":"مقال","ckb":null,"en":"An article"}')`);
  await asAdmin(`insert into cited_comparison values ('41000000-0000-4000-8000-000000000001',
    '40000000-0000-4000-8000-000000000001', '40000000-0000-4000-8000-000000000002', '{"ar":"فيديو","ckb":null,"en":"a video"}')`);
  const { body } = await get('/en/statistics');
  assert.match(body, /fewer than 5 or withheld/);
  assert.match(body, /they are not numbers of crimes/);
  assert.match(body, /3\.0 times as many reports, 95% CI 1\.1 to 9\.2; more reports, not necessarily more crime\./);
  assert.match(body, /3\.00, exact 95% confidence interval 1\.14 to 9\.23, p = 0\.023/);
  assert.match(body, /First half of 2022.*Second half of 2022.*An article/s);
  assert.match(body, /Illustrative/);
  const table = /<table.*<\/table>/s.exec(body)?.[0] ?? '';
  const numbers = [...table.matchAll(/<td class="number">.*?<\/td>/gs)].map(([cell]) =>
    cell.replace(/<[^>]+>/g, '').trim(),
  );
  assert.equal(numbers.length, 2 * 20, 'nineteen governorates and all of Iraq');
  assert.deepEqual([...new Set(numbers)].sort(), ['10', '31', '41', 'fewer than 5 or withheld', 'withheld']);
});

test('the same figures as JSON and as a table for spreadsheets', async () => {
  const { releases, comparisons, measure } = (await server.inject('/api/public/statistics')).json();
  assert.equal(measure, 'reports received');
  assert.deepEqual(
    releases.map((each: { halfYear: string; total: number | null }) => [each.halfYear, each.total]),
    [
      ['2026-H1', null],
      ['2025-H2', 41],
    ],
  );
  assert.equal(releases[0].governorates.length, 19);
  assert.ok(Math.abs(comparisons[0].ratio - 3) < 1e-9);
  const csv = await server.inject('/statistics.csv');
  assert.match(String(csv.headers['content-type']), /^text\/csv; charset=utf-8/);
  assert.match(String(csv.headers['content-disposition']), /filename="statistics\.csv"/);
  assert.equal(csv.body.trimEnd().split('\r\n').length, 2 + 2 * 20);
});
