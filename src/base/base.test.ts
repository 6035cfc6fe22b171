import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equalBytes, fromBase64url, fromHex, fromUtf8, toBase64url, toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical.ts';
import { addDays, baghdadDay, halfYearOf, minuteOfDay, startOfDay, weekday } from './clock.ts';
import { isUuid, randomId, timeId } from './ids.ts';
import { isProblem } from './problem.ts';
import { findProof, provesWork } from './proof-of-work.ts';

const malformed = (error: unknown) => isProblem(error, 'malformed');

test('bytes: what is not base64url, hex or UTF-8 is refused', () => {
  for (const text of ['a', 'ab=', 'a b', 'Zg==', '+/', 'Zh']) assert.throws(() => fromBase64url(text), malformed, text);
  assert.throws(() => fromHex('0g'), malformed);
  assert.throws(() => fromUtf8(Uint8Array.of(0xff)), malformed);
});

test('bytes: encodings come back as they went', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.ok(equalBytes(fromBase64url(toBase64url(bytes)), bytes));
      assert.ok(equalBytes(fromHex(toHex(bytes)), bytes));
    }),
  );
  assert.ok(!equalBytes(utf8('a'), utf8('b')));
  assert.ok(!equalBytes(utf8('a'), utf8('ab')));
});

test('canonical JSON refuses what two engines could print in two ways', () => {
  assert.throws(() => canonicalJson(0.5), malformed);
  assert.throws(() => canonicalJson('\ud800'), malformed);
});

test('canonical JSON sorts keys and keeps lists', () => {
  assert.equal(canonicalJson({ b: [2, 1], a: { d: null, c: 'é' } }), '{"a":{"c":"é","d":null},"b":[2,1]}');
});

test('a day begins at midnight in Baghdad, three hours before UTC', () => {
  assert.equal(baghdadDay(Date.parse('2026-11-20T20:59:59Z')), '2026-11-20');
  assert.equal(baghdadDay(Date.parse('2026-11-20T21:00:00Z')), '2026-11-21');
  assert.equal(startOfDay('2026-11-21'), Date.parse('2026-11-20T21:00:00Z'));
  assert.equal(minuteOfDay(Date.parse('2026-11-20T21:05:00Z')), 5);
  assert.equal(addDays('2026-02-28', 1), '2026-03-01');
  assert.equal(weekday('2026-11-21'), 0, 'a Saturday opens the week');
  assert.equal(halfYearOf('2022-06-30'), '2022-H1');
  assert.equal(halfYearOf('2022-07-01'), '2022-H2');
});

test('ids: random ones tell no time, ordered ones sort by it', () => {
  assert.ok(isUuid(randomId()));
  assert.equal(randomId()[14], '4');
  assert.ok(timeId(1_000_000_000_000) < timeId(1_000_000_000_001));
  assert.ok(!isUuid(randomId().toUpperCase()));
});

test('a proof of work is bound to its challenge and its subject', async () => {
  const nonce = await findProof('challenge', 'report', 8);
  assert.ok(await provesWork('challenge', 'report', nonce, 8));
  const tries = Array.from({ length: 20 }, (_, at) => provesWork(`challenge${at}`, 'report', nonce, 8));
  const others = await Promise.all(tries);
  assert.ok(others.filter(Boolean).length < 3);
});
