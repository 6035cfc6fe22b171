import type { Page } from '@playwright/test';
import { overHttp } from '../harness/caller.ts';
import { newDeviceKey, proofOf } from '../harness/session-key.ts';
import { signIn as signInByCall } from '../harness/sign-in.ts';
import { expect, test } from './fixture.ts';
import { signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const SIGN_IN_FIRST = 'sign_in_first';

const heading = (page: Page, key: string) => page.getByRole('heading', { name: ar(key) });
const button = (page: Page, key: string) => page.getByRole('button', { name: ar(key), exact: true });

type Person = { readonly id: string; readonly login: string };

/** What this browser keeps of a session's key; whether the page can take its private part out. */
const KEPT = `new Promise((resolve, reject) => {
  const request = indexedDB.open('muntada', 1);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const get = request.result.transaction('kept').objectStore('kept').get('session-key');
    get.onsuccess = () => {
      request.result.close();
      const kept = get.result;
      if (kept === undefined) return resolve('nothing');
      const takenOut = ['jwk', 'pkcs8'].map((format) => crypto.subtle.exportKey(format, kept.privateKey).then(() => true, () => false));
      Promise.all(takenOut).then((each) => resolve(each.includes(true) ? 'taken out' : 'a key that stays'));
    };
  };
})`;

test('both cookies copied into another browser open nothing; her own goes on over a reload, and sign-out deletes the key', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const proofs: { readonly path: string; readonly authorization: string }[] = [];
  page.on('request', (request) => {
    const { authorization } = request.headers();
    if (authorization) proofs.push({ path: new URL(request.url()).pathname, authorization });
  });
  await signIn(page, 'basra.women.2');
  expect(proofs.length, 'her requests carry proofs').toBeGreaterThan(0);
  expect(await page.evaluate<string>(KEPT)).toBe('a key that stays');

  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name).sort()).toEqual(['muntada', 'muntada-device']);
  const thief = await browser.newContext({ baseURL: baseURL ?? '', locale: 'ar-IQ' });
  await thief.addCookies(cookies);
  const stolen = await thief.newPage();
  await stolen.goto('/desk/?lang=ar');
  await heading(stolen, 'accounts_signin_heading').waitFor();

  const ownKey = await newDeviceKey();
  const { challenge } = (await (await thief.request.get('/api/challenge')).json()) as { challenge: string };
  const shown: readonly Record<string, string>[] = [
    {},
    { authorization: await proofOf(ownKey, challenge, { method: 'GET', url: '/api/me/sessions' }) },
    ...proofs.map(({ authorization }) => ({ authorization })),
  ];
  expect(proofs.map(({ path }) => path)).not.toContain('/api/me/sessions');
  for (const headers of shown) {
    const answer = await thief.request.get('/api/me/sessions', { headers });
    expect([answer.status(), ((await answer.json()) as { code: string }).code]).toEqual([401, SIGN_IN_FIRST]);
  }
  await thief.close();

  await page.reload();
  await heading(page, 'accounts_signin_locked_heading').waitFor();
  await button(page, 'accounts_signin_demo_fill').click();
  await button(page, 'accounts_signin_unlock').click();
  await heading(page, 'desk_home_heading').waitFor();

  await page
    .getByRole('navigation')
    .getByRole('link', { name: ar('desk_me'), exact: true })
    .click();
  await button(page, 'desk_sign_out').click();
  await heading(page, 'accounts_signin_heading').waitFor();
  expect(await page.evaluate<string>(KEPT)).toBe('nothing');
});

test('a challenge that grew old is renewed without a word; a session ended by an administrator leads to the sign-in, without its key', async ({
  page,
  muntada,
}) => {
  await signIn(page, 'erbil.1');
  let asked = 0;
  await page.route('**/api/challenge', async (route) => {
    if (asked++ > 0) return route.continue();
    return route.fulfill({ json: { challenge: 'A'.repeat(22), bits: 12 } });
  });
  await page.reload();
  await heading(page, 'accounts_signin_locked_heading').waitFor();
  expect(asked, 'the refused one and the next').toBe(2);
  await button(page, 'accounts_signin_demo_fill').click();
  await button(page, 'accounts_signin_unlock').click();
  await heading(page, 'desk_home_heading').waitFor();

  const server = overHttp(muntada.url);
  const headers = { cookie: await signInByCall(server, muntada.demo.accounts, 'erbil.admin') };
  const { people } = (await server.inject({ url: '/api/people', headers })).json<{ people: Person[] }>();
  const sessions = `/api/people/${people.find(({ login }) => login === 'erbil.1')?.id}/sessions`;
  const [hers] = (await server.inject({ url: sessions, headers })).json<{ sessions: { id: string }[] }>().sessions;
  const ended = await server.inject({ method: 'DELETE', url: `${sessions}/${hers?.id}`, headers });
  expect(ended.statusCode).toBe(200);

  await page
    .getByRole('navigation')
    .getByRole('link', { name: ar('desk_me'), exact: true })
    .click();
  await page.getByRole('link', { name: ar('accounts_account_heading') }).click();
  await page.getByText(ar('accounts_signin_ended')).waitFor();
  expect(await page.evaluate<string>(KEPT)).toBe('nothing');
});
