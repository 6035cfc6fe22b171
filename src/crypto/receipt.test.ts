import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { toHex, utf8 } from '../base/bytes.ts';
import { isUuid } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { openWith, sealTo } from './age.ts';
import { deriveMailbox, formatReceipt, newReceipt } from './receipt.ts';
import { parseReceipt } from './typed-receipt.ts';
import { sign, verify } from './sign.ts';

const LOW = { memoryKiB: 64, passes: 1 };
const RECEIPT = newReceipt((length) => new Uint8Array(length).fill(5));

test('a wrong number of digits and anything that is no digit are refused', async () => {
  for (const text of [
    '',
    '1',
    RECEIPT.slice(1),
    `${RECEIPT}0`,
    RECEIPT.replace(/^./, 'x'),
    `${RECEIPT}.`,
    '１'.repeat(21),
  ]) {
    assert.throws(() => parseReceipt(text), { code: 'receipt_digits' }, text);
  }
  await assert.rejects(deriveMailbox(RECEIPT.slice(1), LOW), { code: 'receipt_digits' });
});

test('every single wrong digit and every swap of neighbours is caught', () => {
  for (let round = 0; round < 50; round++) {
    const receipt = newReceipt();
    for (let at = 0; at < receipt.length; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const wrong = receipt.slice(0, at) + String(digit) + receipt.slice(at + 1);
        if (wrong !== receipt) assert.throws(() => parseReceipt(wrong), { code: 'receipt_check_digit' });
      }
      const swapped = receipt.slice(0, at) + receipt.slice(at + 1, at + 2) + receipt.charAt(at) + receipt.slice(at + 2);
      if (swapped !== receipt) assert.throws(() => parseReceipt(swapped), { code: 'receipt_check_digit' });
    }
  }
});

test('fuzz: any text is a receipt or one of the two refusals', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9٠-٩۰-۹ -]{15,30}$/)), (text) => {
      try {
        assert.match(parseReceipt(text), /^[0-9]{21}$/);
      } catch (error) {
        assert.ok(isProblem(error, 'receipt_digits') || isProblem(error, 'receipt_check_digit'), String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test('all three digit sets, groups, dashes and bidi marks are read', () => {
  const arabic = RECEIPT.replace(/[0-9]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
  const persian = RECEIPT.replace(/[0-9]/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));
  assert.equal(
    formatReceipt(RECEIPT),
    '5555 5555 5555 5555 5555 '.replaceAll('5', RECEIPT.charAt(0)) + RECEIPT.charAt(20),
  );
  for (const text of [
    RECEIPT,
    arabic,
    persian,
    formatReceipt(RECEIPT),
    formatReceipt(arabic).replaceAll(' ', '-'),
    `\u2067${formatReceipt(persian)}\u2069`,
    `\u202B ${formatReceipt(RECEIPT).replaceAll(' ', '\u00A0–\u200F')}\n`,
    arabic.slice(0, 10) + RECEIPT.slice(10),
  ]) {
    assert.equal(parseReceipt(text), RECEIPT, text);
  }
});

test('the digits are random and evenly spread', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  const seen = new Set<string>();
  for (let round = 0; round < 2000; round++) {
    const receipt = newReceipt();
    seen.add(receipt);
    for (const digit of receipt.slice(0, 20)) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
  }
  assert.equal(seen.size, 2000);
  // expected 4,000 each; seven standard deviations are 420
  for (const count of counts) assert.ok(Math.abs(count - 4000) < 420, String(counts));
});

test('a mailbox is derived the same on every phone, and its keys work', async () => {
  const mailbox = await deriveMailbox(RECEIPT, LOW);
  assert.deepEqual(await deriveMailbox(RECEIPT, LOW), mailbox);
  assert.ok(isUuid(mailbox.mailboxId));
  assert.equal(mailbox.mailboxId.charAt(14), '8');
  const other = await deriveMailbox(newReceipt(), LOW);
  assert.notEqual(other.mailboxId, mailbox.mailboxId);
  assert.notEqual(other.identity, mailbox.identity);
  assert.equal(
    await verify('t', mailbox.signing.public, utf8('x'), await sign('t', mailbox.signing.secret, utf8('x'))),
    true,
  );
  assert.deepEqual(await openWith(mailbox.identity, await sealTo([mailbox.recipient], utf8('x'))), utf8('x'));
});

test('the derivation at its real cost is fixed for ever: a kept receipt must go on working', async () => {
  const mailbox = await deriveMailbox('123456789012345678907');
  assert.deepEqual(
    [mailbox.mailboxId, toHex(mailbox.signing.public), mailbox.recipient],
    [
      '6245ad66-8251-8db0-85da-359332effb38',
      'b63432d9e3e9145235a49ca58853c0d82406deab475f8c0c983cf2a1d3cf6579',
      'age1z9z9emnq89z707mjv62g0c366fdwk8edmwqnqpssw462w3mcufeqkkzff8',
    ],
  );
});

test('the age tool finds the same recipient', async (t) => {
  const mailbox = await deriveMailbox(RECEIPT, LOW);
  const tool = spawnSync('age-keygen', ['-y'], { input: mailbox.identity, encoding: 'utf8' });
  if (tool.error) t.diagnostic('age-keygen is not installed: compared with the age-encryption library only');
  else assert.equal(tool.stdout.trim(), mailbox.recipient, tool.stderr);
  assert.equal(await identityToRecipient(mailbox.identity), mailbox.recipient);
});
