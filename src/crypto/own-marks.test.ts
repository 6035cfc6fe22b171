import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { signNotPoliceLifted } from './not-police.ts';
import { findOwnMarks, signOwnMarks } from './own-marks.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const mailbox = await newSigningKey();
const reportId = randomId();
const MARKS = { womenOnly: true, notPolice: false };
const word = await signOwnMarks(mailbox.secret, reportId, MARKS);

test('a word by another mailbox, for another report, with a changed byte, of another kind or shape says nothing', async () => {
  assert.equal(await findOwnMarks((await newSigningKey()).public, word, reportId), undefined);
  assert.equal(await findOwnMarks(mailbox.public, word, randomId()), undefined);
  for (let at = 0; at < word.length; at++) {
    const changed = Uint8Array.from(word, (byte, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(await findOwnMarks(mailbox.public, changed, reportId), undefined, `byte ${at}`);
  }
  assert.equal(
    await findOwnMarks(mailbox.public, await signNotPoliceLifted(mailbox.secret, reportId), reportId),
    undefined,
  );
  assert.equal(await findOwnMarks(mailbox.public, utf8('{}'), reportId), undefined);
  const strange = { v: 1, kind: 'ownMarks', reportId, womenOnly: 'no', notPolice: false };
  assert.equal(
    await findOwnMarks(mailbox.public, await signContent('muntada/own-marks/1', mailbox.secret, strange), reportId),
    undefined,
  );
});

test('her own word gives her marks back', async () => {
  assert.deepEqual(await findOwnMarks(mailbox.public, word, reportId), MARKS);
});
