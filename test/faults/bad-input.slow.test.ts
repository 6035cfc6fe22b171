import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locales } from '../../src/i18n/locale.ts';
import { withStage } from '../security/stage.ts';
import { assertAnswer } from './answer.ts';
import type { Attack, Target } from './attack.ts';
import { attackOf, leavesOf, withLeaf } from './attack.ts';
import { inject, targetsOn } from './fuzz.ts';

const stage = await withStage();
/** Made once: it goes to every route. */
const TEN_MB = JSON.stringify('x'.repeat(10 * 1024 * 1024));

/** Faults by their names, each tried on every route as everybody who may pass its door: what chance (`fuzz`) may never draw. */
const faults: readonly {
  readonly name: string;
  readonly change: (attack: Attack) => Attack;
  /** No route with a body may take it. */
  readonly hopeless?: boolean;
}[] = [
  { name: 'no body', change: (attack) => ({ ...attack, body: undefined, payload: undefined }), hopeless: true },
  { name: 'an empty body', change: (attack) => withBody(attack, ''), hopeless: true },
  ...['{', '{"a":', '[1,2', 'nul', '{"a":1}{"a":2}', "{'a':1}", '\u0000'].map((text) => ({
    name: `malformed JSON ${JSON.stringify(text)}`,
    change: (attack: Attack) => withBody(attack, text),
    hopeless: true,
  })),
  ...([null, [], 'text', 7, true, [[]]] as const).map((value) => ({
    name: `the wrong type ${JSON.stringify(value)}`,
    change: (attack: Attack) => withPayload(attack, value),
    hopeless: true,
  })),
  { name: 'no field at all', change: (attack) => withPayload(attack, {}), hopeless: true },
  { name: 'every field null', change: (attack) => everyLeaf(attack, () => null) },
  { name: 'every field an empty text', change: (attack) => everyLeaf(attack, () => '') },
  { name: 'every field an empty list', change: (attack) => everyLeaf(attack, () => []) },
  { name: 'every number in Arabic digits', change: (attack) => everyLeaf(attack, arabicDigits) },
  { name: 'every text in Arabic digits', change: (attack) => everyLeaf(attack, () => '١٢٣٤') },
  ...['\u0000', '\ud800', '\u202e\u2066', '\ufeff', '𓂀👩‍👩‍👧‍👦', 'ا\u0651'.repeat(500)].map((text) => ({
    name: `every text ${JSON.stringify(text.slice(0, 8))}`,
    change: (attack: Attack) => everyLeaf(attack, (old) => (typeof old === 'string' ? text : old)),
  })),
  { name: 'a field more', change: (attack) => withPayload(attack, { ...Object(attack.payload), more: 1 }) },
  { name: 'ten megabytes', change: (attack) => withBody(attack, TEN_MB), hopeless: true },
  {
    name: 'a body of another kind',
    change: (attack) => ({ ...attack, headers: { ...attack.headers, 'content-type': 'text/plain' } }),
    hopeless: true,
  },
  { name: 'an id in Arabic digits', change: (attack) => lastSegment(attack, encodeURIComponent('١٢٣')) },
  { name: 'an id of nobody', change: (attack) => lastSegment(attack, '00000000-0000-4000-8000-000000000000') },
  { name: 'another method', change: (attack) => ({ ...attack, method: 'TRACE' }) },
];

test('each fault on each route, in each language: a 4xx problem, never a 500, never a stack', async () => {
  const targets = await targetsOn(stage);
  assert.ok(targets.length > stage.server.listedRoutes.length, 'every route is tried');
  let refused = 0;
  const wrong: string[] = [];
  for (const [at, fault] of faults.entries()) {
    // Together: the mailbox's door takes its time to refuse.
    const said = await Promise.all(
      targets.map((target, which) => tryOne(target, fault, (at + which) % locales.length)),
    );
    refused += said.filter((each) => each === 'refused').length;
    wrong.push(...said.filter((each) => each !== 'refused' && each !== 'taken'));
    const [unexpected] = stage.unexpected.splice(0);
    if (unexpected instanceof Error) wrong.push(`${fault.name}: ${unexpected.stack ?? ''}`);
  }
  assert.deepEqual(wrong.slice(0, 10), []);
  assert.ok(refused > (faults.length * targets.length) / 2, `${refused} refusals`);
});

async function tryOne(target: Target, fault: (typeof faults)[number], language: number): Promise<string> {
  const locale = locales[language] ?? 'ar';
  const attack = await attackOf(stage, target, [fault.change], locale);
  const answer = await inject(stage, attack);
  try {
    const { method, url, headers } = attack;
    const outcome = assertAnswer(answer, { locale, method, url, accept: headers['accept'] });
    const hasBody = target.request.payload !== undefined;
    assert.ok(outcome === 'refused' || !(fault.hopeless && hasBody), 'taken, although no route can take it');
    return outcome;
  } catch (error) {
    return `${target.name}, ${fault.name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function withPayload(attack: Attack, payload: unknown): Attack {
  return { ...attack, payload, body: Buffer.from(JSON.stringify(payload)) };
}

function withBody(attack: Attack, text: string): Attack {
  return { ...attack, payload: undefined, body: Buffer.from(text) };
}

function everyLeaf(attack: Attack, change: (old: unknown) => unknown): Attack {
  if (attack.payload === undefined) return attack;
  return withPayload(
    attack,
    leavesOf(attack.payload).reduce<unknown>(
      (payload, path) =>
        withLeaf(payload, path, (old) => (typeof old === 'object' && old !== null ? old : change(old))),
      attack.payload,
    ),
  );
}

function arabicDigits(old: unknown): unknown {
  if (typeof old !== 'number') return old;
  return String(old).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
}

function lastSegment(attack: Attack, segment: string): Attack {
  return { ...attack, url: attack.url.replace(/[^/]+$/, segment) };
}
