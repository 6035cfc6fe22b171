import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { contentSecurityPolicy } from '../../http/headers.ts';
import { compareServed } from './compare.ts';

const script = 'console.log(1)';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = { 'assets/a.js': hash(script), 'assets/a.css': hash('p{}') };
const PAGE =
  '<!doctype html><link rel="stylesheet" href="/assets/a.css"><link rel="alternate" hreflang="en" href="/en"><script type="module" src="/assets/a.js"></script>';

/** A server that sends the build, but for what a test changes. */
async function serve(changes: Record<string, { body?: string; policy?: string; status?: number }> = {}): Promise<URL> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const changed = changes[path] ?? {};
    const usual = path === '/assets/a.js' ? script : path === '/assets/a.css' ? 'p{}' : PAGE;
    response.statusCode = changed.status ?? 200;
    response.setHeader('content-security-policy', changed.policy ?? contentSecurityPolicy.report);
    response.end(changed.body ?? usual);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const differencesOf = async (changes: Parameters<typeof serve>[0]) =>
  (await compareServed(await serve(changes), manifest, () => undefined)).differences;

test('names every file and page that is not what was built', async () => {
  const report = '/report/';
  const cases: readonly (readonly [Parameters<typeof serve>[0], RegExp])[] = [
    [{ '/assets/a.js': { body: `${script};steal()` } }, /^\/assets\/a\.js: has other content than the build$/],
    [{ '/assets/a.js': { status: 404 } }, /^\/assets\/a\.js: is not there \(404\)$/],
    [{ [report]: { policy: 'default-src *' } }, /^\/report\/: has another Content-Security-Policy$/],
    [
      { [report]: { body: `${PAGE}<script src="/assets/b.js"></script>` } },
      /loads \/assets\/b\.js, which is not of the build/,
    ],
    [{ [report]: { body: `${PAGE}<script src=https://evil.example/x.js></script>` } }, /loads https:\/\/evil\.example/],
    [{ [report]: { body: `${PAGE}<SCRIPT>steal()</SCRIPT >` } }, /runs a script of its own/],
    [{ [report]: { body: `${PAGE}<img src="/assets/a.css" onerror="steal()">` } }, /has an event handler/],
    [{ [report]: { body: `${PAGE}<meta http-equiv=refresh content=0>` } }, /sends browsers elsewhere/],
    [{ '/desk/': { body: `${PAGE}<iframe src='https://evil.example'></iframe>` } }, /loads https:\/\/evil\.example/],
  ];
  for (const [changes, expected] of cases) {
    const differences = await differencesOf(changes);
    assert.equal(differences.length, 1, differences.join('\n'));
    assert.match(differences[0] ?? '', expected);
  }
});

test('says once that nobody answers', async () => {
  const { differences } = await compareServed(new URL('http://127.0.0.1:1'), manifest, () => undefined);
  assert.deepEqual(differences, ['http://127.0.0.1:1: no answer']);
});

test('finds nothing to say about a server that sends the build', async () => {
  const compared = await compareServed(await serve(), manifest, () => undefined);
  assert.deepEqual([compared.files, compared.differences], [2, []]);
});
