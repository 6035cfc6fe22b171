import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { withMailServer } from '../../test/harness/mail-server.ts';
import { openMail } from './mail.ts';

const server = await withMailServer();
const config = { smtpUrl: server.url, from: 'muntada@mail.example', publicUrl: 'https://muntada.example' };
const secret = new Uint8Array(32).fill(3);
const mail = openMail(config, secret);
const to = 'officer@work.example';
const send = (occasion = 'once', address = to) => mail.send({ to: address, kind: 'somethingWaits', occasion });

test('where no server listens, or one hangs up, nothing is thrown: it failed, and can be tried again', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  const nowhere = openMail({ ...config, smtpUrl: `smtp://127.0.0.1:${port}` }, secret);
  assert.equal(await nowhere.send({ to, kind: 'somethingWaits', occasion: 'x' }), 'failed');
  server.away = true;
  assert.equal(await send(), 'failed');
  server.away = false;
});

test('a lasting no to an address is a refusal, one for now is not, and neither is one to us', async () => {
  server.refuses.set('gone@work.example', 550).set('later@work.example', 451);
  assert.equal(await send('once', 'gone@work.example'), 'refused');
  assert.equal(await send('once', 'later@work.example'), 'failed');
  assert.equal(server.mails.length, 0);
});

test('beyond this machine nothing goes without TLS', async () => {
  // Another way to write this machine, which is not among the names that are trusted for it.
  const elsewhere = openMail({ ...config, smtpUrl: server.url.replace('127.0.0.1', '127.1') }, secret);
  server.greeted.clear();
  assert.equal(await elsewhere.send({ to, kind: 'somethingWaits', occasion: 'x' }), 'failed');
  assert.equal(server.greeted.size, 1, 'it was reached, and nothing was given to it');
  assert.equal(server.mails.length, 0);
});

test('the mail says that something waits and where to sign in, in three languages, and nothing else', async () => {
  assert.equal(await send(), 'sent');
  const [got] = server.mails;
  assert.ok(got);
  assert.deepEqual([got.from, got.to], ['muntada@mail.example', [to]]);
  assert.equal(got.headers.get('subject'), 'منتدى: هناك ما ينتظر · مونتەدا: شتێک چاوەڕێیە · Muntada: something waits');
  assert.equal(
    got.text.trim().replace(/\r\n/g, '\n'),
    [
      'هناك ما ينتظركم. لمعرفته سجّلوا الدخول هنا:',
      'شتێک چاوەڕێتانە. بۆ زانینی لێرە بچنە ژوورەوە:',
      'Something waits for you. Sign in here to see what it is:',
      'https://muntada.example/desk/',
    ].join('\n\n'),
  );
  assert.deepEqual([...got.headers.keys()].sort(), [
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
    'x-auto-response-suppress',
  ]);
  assert.ok(!got.raw.includes(hostname()), 'the machine does not name itself');
  assert.deepEqual(
    [...server.greeted].filter((name) => name !== 'mail.example'),
    [],
  );
});

test('the same occasion has the same Message-ID, which tells nothing of it; another one, or another person, has another', async () => {
  server.mails.length = 0;
  for (const occasion of ['a desk, a mark', 'a desk, a mark', 'a desk, the next mark']) await send(occasion);
  await send('a desk, a mark', 'colleague@work.example');
  const [first, again, next, other] = server.mails.map(({ headers }) => headers.get('message-id'));
  assert.match(first ?? '', /^<[0-9a-f]{32}@mail\.example>$/);
  assert.equal(first, again);
  assert.equal(new Set([first, next, other]).size, 3);
});
