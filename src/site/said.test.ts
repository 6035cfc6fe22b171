import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { demoIssues } from '../demo/forums/issue-stories.ts';
import { BASHIQA, MAQIL } from '../demo/forums/register.ts';
import { dir, htmlLang, locales } from '../i18n/locale.ts';
import { sitePath } from './pages.model.ts';

const { server, database, asAdmin, unexpected } = await withApplication();
const get = async (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
const published = demoIssues.filter(({ words }) => words !== undefined);

test('nothing but published wording reaches the public page, the poster and the feeds', async () => {
  const secrets = demoIssues.filter(({ words }) => words === undefined).map(({ text }) => text);
  // Written, but not published: nobody has agreed to it.
  await asAdmin(
    `update issue set published_text = 'صياغة لم تُنشر بعد' where forum_id = $1 and state = 'accepted' or state = 'solved'`,
    [MAQIL],
  );
  await asAdmin(
    `insert into commitment (tenant_id, id, forum_id, issue_id, text, bearer_kind, bearer_body, state, made_on)
     select tenant_id, gen_random_uuid(), forum_id, id, 'وعد غير منشور', 'body', 'دائرة', 'accepted', '2026-11-01'
       from issue where published_on is not null`,
  );
  for (const forum of [MAQIL, BASHIQA]) {
    for (const page of ['', '/poster', '/feed.xml']) {
      const { statusCode, body } = await get(`/forums/${forum}${page}`);
      assert.equal(statusCode, 200, page);
      for (const each of [...secrets, 'صياغة لم تُنشر بعد', 'وعد غير منشور']) assert.ok(!body.includes(each), each);
    }
  }
  const { body } = await get('/forums/feed.xml');
  for (const each of secrets) assert.ok(!body.includes(each), each);
});

test('the database itself shows a stranger no issue that is not published', async () => {
  await asAdmin(`update issue set published_text = 'x' where state = 'accepted'`);
  const rows = await database.transact({}, (tx) =>
    // The policy, not the query, is what is tested.
    tx
      .selectFrom('issue' as never)
      .selectAll()
      .execute(),
  );
  const states = new Set((rows as { published_on: string | null }[]).map((row) => row.published_on === null));
  assert.deepEqual([...states], [false]);
});

test('a card tells issue, solution, promise and that it was kept; the newest stands first in the feed', async () => {
  for (const { forum, words } of published) {
    const { body } = await get(`/forums/${forum}`);
    const feed = (await get(`/forums/${forum}/feed.xml`)).body;
    for (const each of [words?.text, words?.solution, words?.promise]) {
      if (each) assert.ok(body.includes(each) && feed.includes(each), each);
    }
  }
  const { body } = await get(`/en/forums/${MAQIL}`);
  assert.match(body, /Verified by the forum on \d+ \w+ 2026/);
  const feed = (await get('/forums/feed.xml')).body;
  const days = [...feed.matchAll(/<updated>([^<]+)<\/updated>/g)].map(([, day = '']) => day).slice(1);
  assert.equal(days.length, published.length);
  assert.deepEqual(days, [...days].sort().reverse());
  assert.ok(
    days.every((day) => day.endsWith('T00:00:00+03:00')),
    'days, no hours',
  );
});

test('feeds and sitemap are whole XML in each language, with addresses of this site alone', async () => {
  for (const locale of locales) {
    const { headers, body } = await get(sitePath(locale, `/forums/${MAQIL}/feed.xml`), { host: 'forum.example' });
    assert.match(String(headers['content-type']), /^application\/atom\+xml/);
    assert.ok(body.includes(`xml:lang="${htmlLang[locale]}"`));
    assert.ok(body.includes(`href="http://forum.example${sitePath(locale, `/forums/${MAQIL}`)}"`));
    assert.equal(body.match(/<entry>/g)?.length, body.match(/<\/entry>/g)?.length);
  }
  const { body } = await get('/sitemap.xml', { host: 'forum.example' });
  for (const locale of locales) {
    for (const path of ['/', '/forums', `/forums/${MAQIL}`, '/forums/mediation', '/governorates/IQG02']) {
      assert.ok(body.includes(`<loc>http://forum.example${sitePath(locale, path)}</loc>`), path);
    }
  }
  assert.doesNotMatch(body, /desk|report/);
  const odd = await get('/sitemap.xml', { host: 'x"><script>' });
  assert.doesNotMatch(odd.body, /<script>/);
});

test('previews, paper, poster and mediation speak the language of their address and say nothing of anybody', async () => {
  for (const locale of locales) {
    for (const path of [
      `/forums/${MAQIL}`,
      `/forums/${MAQIL}/raise`,
      `/forums/${MAQIL}/paper`,
      `/forums/${MAQIL}/poster`,
      '/forums/mediation',
    ]) {
      const { statusCode, body } = await get(sitePath(locale, path));
      assert.equal(statusCode, 200, path);
      assert.ok(body.includes(`<html lang="${htmlLang[locale]}" dir="${dir[locale]}">`), path);
      const preview = [...body.matchAll(/<meta property="og:(?:title|description)" content="([^"]*)"/g)];
      assert.equal(preview.length, 2, path);
      for (const { words } of published)
        for (const [, text = ''] of preview) assert.ok(!text.includes(words?.text ?? 'x'));
    }
    for (const page of ['paper', 'poster']) {
      assert.match((await get(sitePath(locale, `/forums/${MAQIL}/${page}`))).body, /<svg class="qr[^>]*role="img"/);
    }
  }
});

test('nothing here was unexpected', () => assert.deepEqual(unexpected, []));
