import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../base/ids.ts';
import { provesNotPoliceLifted, signNotPoliceLifted } from './not-police.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const mailbox = await newSigningKey();
const reportId = randomId();
const word = await signNotPoliceLifted(mailbox.secret, reportId);

test('another mailbox, another report, another word and any changed byte prove nothing', async () => {
  assert.equal(await provesNotPoliceLifted((await newSigningKey()).public, word, reportId), false);
  assert.equal(await provesNotPoliceLifted(mailbox.public, word, randomId()), false);
  assert.equal(await provesNotPoliceLifted(mailbox.public, new Uint8Array(), reportId), false);
  const other = await signContent('muntada/message/1', mailbox.secret, { v: 1, kind: 'notPoliceLifted', reportId });
  assert.equal(await provesNotPoliceLifted(mailbox.public, other, reportId), false);
  const more = await signContent('muntada/not-police-lifted/1', mailbox.secret, {
    v: 1,
    kind: 'notPoliceLifted',
    reportId,
    more: 1,
  });
  assert.equal(await provesNotPoliceLifted(mailbox.public, more, reportId), false);
  for (let at = 0; at < word.length; at++) {
    const changed = Uint8Array.from(word, (byte, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(await provesNotPoliceLifted(mailbox.public, changed, reportId), false);
  }
});

test('her own word for this report does', async () => {
  assert.equal(await provesNotPoliceLifted(mailbox.public, word, reportId), true);
});
