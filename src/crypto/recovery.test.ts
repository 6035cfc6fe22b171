import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProblem } from '../base/problem.ts';
import { joinShares, SHARES, splitSecret } from './recovery.ts';

const SECRET = new Uint8Array(32).map((_, at) => at * 7);
const shares = await splitSecret(SECRET);
const [a = '', b = '', c = '', d = '', e = ''] = shares;

test('two shares are too few, also when one comes twice', async () => {
  const few = { code: 'shares_too_few', params: { needed: 3 } };
  await assert.rejects(joinShares([]), few);
  await assert.rejects(joinShares([a, b]), few);
  await assert.rejects(joinShares([a, b, a]), few);
});

test('the damaged share is named, whatever symbol of it is wrong', async () => {
  const plain = b.replaceAll('-', '');
  for (let at = 0; at < plain.length; at++) {
    const wrong = plain.slice(0, at) + (plain.charAt(at) === '7' ? '8' : '7') + plain.slice(at + 1);
    await assert.rejects(joinShares([a, wrong, c]), { code: 'share_damaged', params: { index: 2 } });
  }
  for (const bad of ['', 'x', '؟', plain.slice(1), `${plain}0`]) {
    await assert.rejects(joinShares([a, c, bad]), { code: 'share_damaged', params: { index: 3 } });
  }
});

test('a share of another set is named', async () => {
  const [foreign = ''] = await splitSecret(SECRET);
  await assert.rejects(joinShares([a, foreign, c]), { code: 'share_damaged', params: { index: 2 } });
});

test('fuzz: any text is refused as damaged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      await assert.rejects(joinShares([text, a, b]), (error) => isProblem(error, 'share_damaged'));
    }),
  );
});

test('any three of the five, in any order and careless writing, give the secret', async () => {
  assert.equal(shares.length, SHARES);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) {
      for (let k = 0; k < 5; k++) {
        if (i === j || j === k || i === k) continue;
        const three = [shares[i] ?? '', shares[j] ?? '', shares[k] ?? ''];
        assert.deepEqual(await joinShares(three), SECRET);
      }
    }
  }
  assert.deepEqual(await joinShares([e.toLowerCase(), ` ${d.replaceAll('-', ' ')}`, a]), SECRET);
  assert.deepEqual(await joinShares(shares), SECRET);
  await assert.rejects(splitSecret(new Uint8Array(0)), { code: 'malformed' });
});
