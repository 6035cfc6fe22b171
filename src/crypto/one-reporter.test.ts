import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../base/ids.ts';
import { provesOneReporter, signOneReporter } from './one-reporter.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const mailbox = await newSigningKey();
const [here, there] = [randomId(), randomId()];
const word = await signOneReporter(mailbox.secret, here, there);

test('another mailbox, another report on either side, the pair turned round, another word and any changed byte prove nothing', async () => {
  assert.equal(await provesOneReporter((await newSigningKey()).public, word, here, there), false);
  assert.equal(await provesOneReporter(mailbox.public, word, here, randomId()), false);
  assert.equal(await provesOneReporter(mailbox.public, word, randomId(), there), false);
  assert.equal(await provesOneReporter(mailbox.public, word, there, here), false);
  assert.equal(await provesOneReporter(mailbox.public, new Uint8Array(), here, there), false);
  const content = { v: 1, kind: 'oneReporter', reportId: here, otherId: there };
  const other = await signContent('muntada/message/1', mailbox.secret, content);
  assert.equal(await provesOneReporter(mailbox.public, other, here, there), false);
  const more = await signContent('muntada/one-reporter/1', mailbox.secret, { ...content, more: 1 });
  assert.equal(await provesOneReporter(mailbox.public, more, here, there), false);
  for (let at = 0; at < word.length; at++) {
    const changed = Uint8Array.from(word, (byte, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(await provesOneReporter(mailbox.public, changed, here, there), false);
  }
});

test('her own word from this report about the other does', async () => {
  assert.equal(await provesOneReporter(mailbox.public, word, here, there), true);
});
