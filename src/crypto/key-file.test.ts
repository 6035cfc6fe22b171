import { test } from 'node:test';
import assert from 'node:assert/strict';
import { concat, fromUtf8, utf8 } from '../base/bytes.ts';
import { isProblem } from '../base/problem.ts';
import { newIdentity, openWith, sealTo } from './age.ts';
import { checkSealed, readAgeHeader } from './age-header.ts';
import { KEY_FILE_RULE, openKeyFile, rewrapKeyFile, sealKeyFile } from './key-file.ts';

const report = await newIdentity();
const desk = await newIdentity();
const mailbox = await newIdentity();
const key = { identity: report.identity, mailbox: mailbox.recipient };

test('more than three recipients, one of them twice, and what is no identity are refused', async () => {
  const three = [desk.recipient, report.recipient, (await newIdentity()).recipient];
  await assert.rejects(sealKeyFile(key, three), { code: 'malformed' });
  await assert.rejects(sealKeyFile(key, [desk.recipient, desk.recipient]), { code: 'malformed' });
  await assert.rejects(sealKeyFile(key, [mailbox.recipient]), { code: 'malformed' });
  await assert.rejects(sealKeyFile({ ...key, identity: report.recipient }, [desk.recipient]), { code: 'wrong_shape' });
  await assert.rejects(sealKeyFile({ ...key, mailbox: mailbox.identity }, [desk.recipient]), { code: 'wrong_shape' });
});

test('a stranger does not open it; a file that holds something else is damaged', async () => {
  const file = await sealKeyFile(key, [desk.recipient]);
  await assert.rejects(openKeyFile(report.identity, file), { code: 'envelope_not_for_you' });
  const comment = `# ${mailbox.recipient}\n`;
  // Another last letter, whichever it was: its checksum is wrong.
  const otherEnd = report.identity.endsWith('Q') ? 'P' : 'Q';
  for (const other of [
    '',
    'x',
    report.identity,
    comment,
    `${comment}${report.identity}`,
    `${comment}${report.identity.slice(0, -1)}${otherEnd}\n`,
  ]) {
    const wrong = await sealTo([desk.recipient], utf8(other));
    await assert.rejects(openKeyFile(desk.identity, wrong), { code: 'envelope_damaged' }, other);
  }
});

test('after a rewrap the former holder is out and the identity is the same', async () => {
  const file = await sealKeyFile(key, [desk.recipient]);
  const next = await newIdentity();
  const rewrapped = await rewrapKeyFile(desk.identity, file, [next.recipient]);
  await assert.rejects(openKeyFile(desk.identity, rewrapped), { code: 'envelope_not_for_you' });
  assert.deepEqual(await openKeyFile(next.identity, rewrapped), key);
  assert.deepEqual(await openKeyFile(mailbox.identity, rewrapped), key);
  assert.equal(rewrapped.length, file.length);
});

test('one, two or three recipients look the same to the server', async () => {
  const sizes = new Set<number>();
  for (const recipients of [[], [desk.recipient], [desk.recipient, (await newIdentity()).recipient]]) {
    const file = await sealKeyFile(key, recipients);
    checkSealed(file, KEY_FILE_RULE);
    assert.equal(readAgeHeader(file).stanzas.length, 3);
    assert.deepEqual(await openKeyFile([desk.identity, mailbox.identity], file), key);
    sizes.add(file.length);
  }
  assert.equal(sizes.size, 1);
});

test("the desk's stanza stands in any of the three places", async () => {
  const places = new Set<number>();
  for (let round = 0; round < 40; round++) {
    const file = await sealKeyFile(key, [desk.recipient]);
    const { headerLength } = readAgeHeader(file);
    const [version, ...lines] = fromUtf8(file.subarray(0, headerLength)).split('\n');
    for (const place of [0, 1, 2]) {
      // with one stanza alone the MAC is wrong, but only its owner gets so far as to see that
      const alone = [version, ...lines.slice(2 * place, 2 * place + 2), ...lines.slice(6)].join('\n');
      const refusal = openWith(desk.identity, concat(utf8(alone), file.subarray(headerLength)));
      const mine = await refusal.catch((error: unknown) => isProblem(error, 'envelope_damaged'));
      if (mine === true) places.add(place);
    }
  }
  assert.equal(places.size, 3);
});
