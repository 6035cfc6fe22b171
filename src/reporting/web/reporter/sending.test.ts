import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { isProblem } from '../../../base/problem.ts';
import { provesWork } from '../../../base/proof-of-work.ts';
import { isPassing } from './passing.ts';
import type { SealedReport } from './sealing.ts';
import { send } from './sending.ts';

const SEALED: SealedReport = {
  id: '00000000-0000-4000-8000-000000000001',
  deskId: '00000000-0000-4000-8000-000000000002',
  epoch: 1,
  women: false,
  notPolice: false,
  urgent: false,
  mailbox: { id: '00000000-0000-4000-8000-000000000003', signingKey: 'key' },
  keyFile: 'key file',
  summary: 'summary',
  body: 'body',
};
const STORED = { reportId: SEALED.id, day: '2026-11-21', urgent: false };
const BITS = 4;

type Sent = SealedReport & { readonly proof: { readonly challenge: string; readonly nonce: number } };

const realFetch = globalThis.fetch;
let posts: Sent[];
let challenges: number;

beforeEach(() => {
  const nothing = () => undefined;
  Object.assign(globalThis, {
    document: { documentElement: { lang: 'ar' } },
    addEventListener: nothing,
    removeEventListener: nothing,
  });
  posts = [];
  challenges = 0;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** A server that gives these answers to the reports, one after the other. */
function answering(...answers: readonly (() => Response)[]): void {
  globalThis.fetch = async (input, init) => {
    if (input === '/api/challenge') return Response.json({ challenge: `challenge ${++challenges}`, bits: BITS });
    posts.push(JSON.parse(typeof init?.body === 'string' ? init.body : '') as Sent);
    const answer = answers[posts.length - 1];
    assert.ok(answer, 'one attempt too many');
    return answer();
  };
}

const problem = (code: string, status: number) => () => Response.json({ code }, { status });
const stored = () => Response.json(STORED);
const broken = (): never => {
  throw new TypeError('failed to fetch');
};

/** Sends, ending every pause at once; what the page was told. */
async function sendNow(): Promise<string[]> {
  const told: string[] = [];
  const line = { wake: () => undefined, gone: () => false };
  await send(SEALED, line, (sending) => {
    told.push(sending);
    if (sending === 'waiting') setTimeout(() => line.wake());
  });
  return told;
}

test('a refusal that another try cannot mend is thrown at once, and nothing is sent again', async () => {
  for (const code of ['desk_closed', 'envelope_damaged', 'already_different', 'storage_full']) {
    posts = [];
    answering(problem(code, 400));
    await assert.rejects(sendNow(), (error) => isProblem(error) && error.code === code);
    assert.equal(posts.length, 1);
  }
});

test('a broken line, a failing and a busy server are waited out, with the same bytes each time', async () => {
  answering(broken, problem('internal', 500), problem('too_many', 429), stored);
  assert.deepEqual(await sendNow(), ['sending', 'waiting', 'sending', 'waiting', 'sending', 'waiting', 'sending']);
  assert.equal(posts.length, 4);
  for (const { proof, ...rest } of posts) {
    assert.deepEqual(rest, SEALED);
    assert.ok(await provesWork(proof.challenge, SEALED.id, proof.nonce, BITS));
  }
});

test('an old challenge is fetched anew without a word; one that never stands is thrown in the end', async () => {
  answering(problem('challenge_expired', 400), stored);
  assert.deepEqual(await sendNow(), ['sending', 'sending']);
  assert.equal(challenges, 2);
  posts = [];
  answering(...Array.from({ length: 3 }, () => problem('challenge_expired', 400)));
  await assert.rejects(sendNow(), (error) => isProblem(error, 'challenge_expired'));
});

test('a page that was left tries no further', async () => {
  answering(broken);
  const line = { wake: () => undefined, gone: () => true };
  await assert.rejects(
    send(SEALED, line, () => undefined),
    (error) => isProblem(error, 'unavailable'),
  );
  assert.equal(posts.length, 1);
});

test('what passes is told from what does not', () => {
  assert.equal(isPassing(new TypeError('a fault of ours')), false);
});
