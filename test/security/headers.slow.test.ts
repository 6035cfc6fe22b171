import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceCookie, sessionCookie } from '../../src/accounts/door.ts';
import { contentSecurityPolicy, securityHeaders } from '../../src/http/headers.ts';
import { nameOf, requestOf, samplesOf } from './samples.ts';
import { withStage } from './stage.ts';
import { nobody, send } from './visitors.ts';

const stage = await withStage();
const { server, signIn } = stage;

const EVERYWHERE: Readonly<Record<string, string>> = {
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
/** Of pages, which alone can be framed, opened or asked for a camera. */
const OF_PAGES: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
};
/** What the design asks of every page (SECURITY.md, "Pages"); nothing in it may be loosened by accident. */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

test('every answer, taken or refused, carries the headers and a policy without a loophole', async () => {
  let seen = 0;
  let pages = 0;
  for (const route of server.listedRoutes) {
    for (const each of samplesOf(route).slice(0, 1)) {
      const answer = await send(stage, await requestOf(each, stage, nobody()));
      for (const [name, value] of Object.entries(EVERYWHERE)) {
        assert.equal(answer.headers[name], value, `${nameOf(route)} ${name}`);
      }
      const policy = String(answer.headers['content-security-policy']);
      assert.ok(policy.startsWith("default-src 'none'"), nameOf(route));
      if (String(answer.headers['content-type']).startsWith('text/html')) {
        pages++;
        for (const [name, value] of Object.entries(OF_PAGES)) assert.equal(answer.headers[name], value, nameOf(route));
        for (const directive of DIRECTIVES)
          assert.ok(policy.split('; ').includes(directive), `${nameOf(route)} ${directive}`);
      }
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*|data:/, nameOf(route));
      assert.equal(answer.headers['server'] ?? answer.headers['x-powered-by'], undefined);
      const kept = route.path.startsWith('/assets/') || route.path === '/favicon.svg';
      const cache = String(answer.headers['cache-control']);
      assert.match(cache, kept ? /max-age=31536000/ : /^no-store$/, `${nameOf(route)}: ${cache}`);
      seen++;
    }
  }
  assert.ok(seen >= server.listedRoutes.length && seen > 30 && pages > 10);
});

test('the reporter’s pages load no font and no media; a page that is not there has the same headers', async () => {
  for (const url of ['/report/', '/report/m', '/report/ckb']) {
    const { headers } = await server.inject({ url });
    assert.equal(headers['content-security-policy'], contentSecurityPolicy.report, url);
  }
  for (const url of ['/no/such/page', '/api/no-such-route']) {
    const { headers } = await server.inject({ url });
    assert.equal(headers['content-security-policy'], securityHeaders['content-security-policy'], url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
  }
});

test('no page holds an inline script, an inline style, a handler, or an address of somebody else', async () => {
  const pages = server.listedRoutes.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/'));
  let read = 0;
  for (const route of pages) {
    const [each] = samplesOf(route);
    if (!each) continue;
    const answer = await send(stage, await requestOf(each, stage, nobody()));
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
    read++;
    const where = nameOf(route);
    for (const [, attributes = '', text = ''] of answer.body.matchAll(/<script([^>]*)>([^<]*)/g)) {
      const isData = /type="application\/(ld\+)?json"/.test(attributes);
      assert.ok(isData || (text.trim() === '' && /\ssrc="\//.test(attributes)), `${where}: an inline script`);
    }
    assert.doesNotMatch(answer.body, /<style|\sstyle="|\son[a-z]+="|javascript:/i, where);
    for (const [, url = ''] of answer.body.matchAll(
      /<(?:script|link|img|iframe|source|form)[^>]*?\s(?:src|href|action)="([^"]*)"/g,
    )) {
      assert.match(url, /^(\/(?!\/)|#|blob:)/, `${where}: ${url}`);
    }
  }
  assert.ok(read >= 7, `${read} pages were read`);
});

test('cookies are for the server alone, on this site alone, and secure wherever the page came by https', async () => {
  const [right] = samplesOf({ method: 'POST', path: '/api/sign-in', door: 'public' });
  assert.ok(right);
  const answer = await send(stage, await requestOf(right, stage, nobody()));
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  assert.deepEqual([answer.statusCode, cookies.length > 0], [200, true], answer.body);
  for (const cookie of cookies) {
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.split('; ').includes(flag), cookie);
    assert.doesNotMatch(cookie, /Domain=|Secure/, cookie);
  }
  const device = { nonce: 'A'.repeat(22), marks: [] };
  for (const cookie of [sessionCookie('x', true), deviceCookie(device, true)]) assert.match(cookie, /; Secure$/);
});

test('a session’s cookie ends with its sign-out', async () => {
  const cookie = await signIn('basra.women.1');
  const out = await server.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie } });
  assert.match(String([out.headers['set-cookie']].flat()[0]), /^muntada=;.*Max-Age=0/);
});
