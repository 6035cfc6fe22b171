import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { signNotPoliceLifted } from './not-police.ts';
import { findOwnMarks, signOwnMarks } from './own-marks.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const mailbox = newSigningKey();
const reportId = randomId();
const MARKS = { womenOnly: true, notPolice: false };
const word = signOwnMarks(mailbox.secret, reportId, MARKS);

test('a word by another mailbox, for another report, with a changed byte, of another kind or shape says nothing', () => {
  assert.equal(findOwnMarks(newSigningKey().public, word, reportId), undefined);
  assert.equal(findOwnMarks(mailbox.public, word, randomId()), undefined);
  for (let at = 0; at < word.length; at++) {
    const changed = Uint8Array.from(word, (byte, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(findOwnMarks(mailbox.public, changed, reportId), undefined, `byte ${at}`);
  }
  assert.equal(findOwnMarks(mailbox.public, signNotPoliceLifted(mailbox.secret, reportId), reportId), undefined);
  assert.equal(findOwnMarks(mailbox.public, utf8('{}'), reportId), undefined);
  const strange = { v: 1, kind: 'ownMarks', reportId, womenOnly: 'no', notPolice: false };
  assert.equal(
    findOwnMarks(mailbox.public, signContent('muntada/own-marks/1', mailbox.secret, strange), reportId),
    undefined,
  );
});

test('her own word gives her marks back', () => assert.deepEqual(findOwnMarks(mailbox.public, word, reportId), MARKS));
