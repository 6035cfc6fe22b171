import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity, sealTo } from './age.ts';
import { checkSealed } from './age-header.ts';
import { openMessage, sealMessage } from './message.ts';
import type { DeskVoice, Message, Side, ThreadKeys } from './message.ts';
import { pad } from './padding.ts';
import { BODY_RULE } from './report.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';
import { readThread } from './thread.ts';
import type { SealedMessage, Thread } from './thread.ts';

const report = await newIdentity();
const reportId = randomId();
const reporter = await newSigningKey();
const desk = await newSigningKey();
const deskId = randomId();
const voice: DeskVoice = { deskId, epoch: 2, role: 'deskWorker' };
const keys: ThreadKeys = {
  reporter: reporter.public,
  findDeskKey: (asked) => (asked.deskId === deskId && asked.epoch === 2 ? desk.public : undefined),
};

function messageOf(side: Side, seq: number, seenOther: number): Message {
  const common = {
    v: 1,
    kind: 'message',
    reportId,
    id: randomId(),
    side,
    seq,
    seenOther,
    text: `${side} ${seq}`,
  } as const;
  return side === 'desk' ? { ...common, desk: voice } : common;
}

async function sealed(message: Message): Promise<SealedMessage> {
  const secret = message.side === 'desk' ? desk.secret : reporter.secret;
  return { id: message.id, sealed: await sealMessage(report.recipient, message, secret) };
}

async function forged(content: object, secret: Uint8Array, id = randomId()): Promise<SealedMessage> {
  return {
    id,
    sealed: await sealTo([report.recipient], pad(await signContent('muntada/message/1', secret, content as Json))),
  };
}

const read = async (messages: readonly SealedMessage[]) => await readThread(report.identity, reportId, messages, keys);

function shown(thread: Thread): string[] {
  return thread.entries.map((entry) => (entry.state === 'ok' ? entry.message.text : entry.reason));
}

const [r1, d1, r2, d2] = await Promise.all(
  [messageOf('reporter', 1, 0), messageOf('desk', 1, 1), messageOf('reporter', 2, 1), messageOf('desk', 2, 2)].map(
    sealed,
  ),
);
if (!r1 || !d1 || !r2 || !d2) throw new Error('four messages expected');

test('a message that is unsigned, signed by nobody of the thread or by the other side is never text', async () => {
  const mine = messageOf('desk', 1, 0);
  const bare = { id: mine.id, sealed: await sealTo([report.recipient], pad(utf8(JSON.stringify(mine)))) };
  assert.deepEqual(shown(await read([bare])), ['signature_refused']);
  assert.deepEqual(shown(await read([await forged(mine, (await newSigningKey()).secret, mine.id)])), [
    'signature_refused',
  ]);
  assert.deepEqual(shown(await read([await forged(mine, reporter.secret, mine.id)])), ['signature_refused']);
  const hers = messageOf('reporter', 1, 0);
  assert.deepEqual(shown(await read([await forged(hers, desk.secret, hers.id)])), ['signature_refused']);
  const unknownEpoch = { ...mine, desk: { ...voice, epoch: 9 } };
  assert.deepEqual(shown(await read([await forged(unknownEpoch, desk.secret, mine.id)])), ['signature_refused']);
});

test("another report's message, another id, and what is no message are refused", async () => {
  const foreign = { ...messageOf('desk', 1, 0), reportId: randomId() };
  assert.deepEqual(shown(await read([await forged(foreign, desk.secret, foreign.id)])), ['signature_refused']);
  assert.deepEqual(shown(await read([{ ...r1, id: randomId() }])), ['signature_refused']);
  const strange = [
    { ...messageOf('reporter', 1, 0), desk: voice },
    { ...messageOf('reporter', 1, 0), seq: 0 },
    { ...messageOf('reporter', 1, 0), more: 1 },
  ];
  for (const each of strange) {
    assert.deepEqual(shown(await read([await forged(each, reporter.secret, each.id)])), ['wrong_shape']);
    await assert.rejects(sealMessage(report.recipient, each, reporter.secret), { code: 'wrong_shape' });
  }
  assert.deepEqual(shown(await read([{ id: randomId(), sealed: new Uint8Array(9) }])), ['envelope_damaged']);
  await assert.rejects(openMessage((await newIdentity()).identity, r1.sealed, reportId, keys), {
    code: 'envelope_not_for_you',
  });
});

test('only she says whether she may be counted, by yes or no, and it is signed like her other words', async () => {
  const hers = { ...messageOf('reporter', 1, 0), text: '' };
  const bad = [
    { message: { ...messageOf('desk', 1, 0), statsConsent: true }, secret: desk.secret },
    { message: { ...hers, statsConsent: 'yes' }, secret: reporter.secret },
  ];
  for (const { message, secret } of bad) {
    assert.deepEqual(shown(await read([await forged(message, secret, message.id)])), ['wrong_shape']);
  }
  for (const statsConsent of [true, false]) {
    const [entry] = (await read([await sealed({ ...hers, statsConsent })])).entries;
    assert.equal(entry?.state === 'ok' ? entry.message.statsConsent : undefined, statsConsent);
  }
  const [plain] = (await read([await sealed(hers)])).entries;
  assert.equal(plain?.state === 'ok' && 'statsConsent' in plain.message, false);
});

test('a replayed message is refused, under its own id and under another place', async () => {
  assert.deepEqual(shown(await read([r1, d1, r1])), ['reporter 1', 'desk 1', 'message_replayed']);
  const second = await sealed(messageOf('reporter', 1, 0));
  assert.deepEqual(shown(await read([r1, second])), ['reporter 1', 'message_replayed']);
});

test('a reordered message is refused, also when only its answer came too early', async () => {
  assert.deepEqual(shown(await read([r2, r1])), ['reporter 2', 'message_out_of_order']);
  // the desk's first message says that it was written after hers
  const thread = await read([d1, r1]);
  assert.deepEqual(shown(thread), ['desk 1', 'message_out_of_order']);
  assert.deepEqual(thread.missing, [{ side: 'reporter', from: 1, to: 1 }]);
});

test('what is missing is named, on either side, and the rest is shown', async () => {
  const own = await read([r1, d2]);
  assert.deepEqual(shown(own), ['reporter 1', 'desk 2']);
  assert.deepEqual(own.missing, [
    { side: 'desk', from: 1, to: 1 },
    { side: 'reporter', from: 2, to: 2 },
  ]);
  assert.deepEqual(own.last, { reporter: 2, desk: 2 });
  const other = await read([r1, r2]);
  assert.deepEqual(other.missing, [{ side: 'desk', from: 1, to: 1 }]);
});

test('a whole thread is shown whole', async () => {
  for (const each of [r1, d1, r2, d2]) checkSealed(each.sealed, BODY_RULE);
  const thread = await read([r1, d1, r2, d2]);
  assert.deepEqual(shown(thread), ['reporter 1', 'desk 1', 'reporter 2', 'desk 2']);
  assert.deepEqual([thread.missing, thread.last], [[], { reporter: 2, desk: 2 }]);
  // written at the same time, neither side having seen the other
  const crossed = [messageOf('desk', 1, 0), messageOf('reporter', 1, 0)];
  assert.deepEqual(shown(await read(await Promise.all(crossed.map(sealed)))), ['desk 1', 'reporter 1']);
  assert.deepEqual(await read([]), { entries: [], missing: [], last: { reporter: 0, desk: 0 } });
});

test('whatever a server drops, doubles or moves, the reader is told', async () => {
  const whole = [r1, d1, r2, d2];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 6 }), async (places) => {
      const given = places.flatMap((place) => whole[place] ?? []);
      const thread = await read(given);
      const ok = thread.entries.every((entry) => entry.state === 'ok') && thread.missing.length === 0;
      // only a beginning of the true thread looks whole: nobody has answered what was cut off
      const isBeginning = places.every((place, at) => place === at);
      assert.equal(ok, isBeginning);
    }),
    { numRuns: 150 },
  );
});
