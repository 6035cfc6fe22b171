import fc from 'fast-check';
import type { Json } from '../../src/base/canonical.ts';
import { challengeOf } from '../harness/reporter.ts';
import { proofFor } from '../harness/session-key.ts';
import { mailboxProof } from '../security/visitors.ts';
import type { SampleRequest, Visitor } from '../security/visitors.ts';
import type { Stage } from '../security/stage.ts';
import { oddBody, oddHeaders, oddMethod, oddQuery, oddSegment, oddValue } from './odd-values.ts';

/** A valid request and who may send it: what an attack changes. */
export interface Target {
  readonly name: string;
  readonly visitor: Visitor;
  readonly request: SampleRequest;
}

/** A request that was changed; `body` is what travels. */
export interface Attack {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  /** The JSON that `body` says, where it is JSON that the attacker made on purpose: a mailbox signs it. */
  readonly payload?: unknown;
  /** No route may take it as it is. */
  readonly hopeless: boolean;
}

type Change = (attack: Attack) => Attack;

/** A target, what is changed of it, and which of the three languages its caller reads. */
export interface Made {
  readonly target: Target;
  readonly changes: readonly Change[];
  readonly language: number;
}

/** Nothing valid lies deeper; what an earlier change put there may. */
const DEEPEST_LEAF = 12;
const TEN_MB = 10 * 1024 * 1024;
const BIG: readonly Buffer[] = [
  Buffer.from(JSON.stringify({ a: 'x'.repeat(TEN_MB) })),
  Buffer.from(`[${'1,'.repeat(TEN_MB / 2)}1]`),
  Buffer.alloc(TEN_MB, 0x20),
];

const withPayload = (attack: Attack, payload: unknown): Attack => ({
  ...attack,
  payload,
  body: Buffer.from(JSON.stringify(payload) ?? 'null'),
});

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.nat(), oddValue).map(([at, value]) => replaceLeaf(at, value)) },
  { weight: 3, arbitrary: fc.nat().map(dropField) },
  {
    weight: 2,
    arbitrary: oddValue.map(
      (value): Change =>
        (attack) =>
          addField(attack, value),
    ),
  },
  {
    weight: 3,
    arbitrary: oddValue.map(
      (value): Change =>
        (attack) =>
          withPayload(attack, value),
    ),
  },
  { weight: 3, arbitrary: oddBody.map((body): Change => (attack) => ({ ...attack, body, payload: undefined })) },
  { weight: 2, arbitrary: fc.nat().map(truncate) },
  { weight: 5, arbitrary: fc.tuple(fc.nat(), oddSegment).map(([at, segment]) => replaceSegment(at, segment)) },
  { weight: 2, arbitrary: oddQuery.map((query): Change => (attack) => ({ ...attack, url: attack.url + query })) },
  {
    weight: 4,
    arbitrary: oddHeaders.map((headers): Change => (attack) => ({
      ...attack,
      headers: { ...attack.headers, ...headers },
    })),
  },
  { weight: 1, arbitrary: oddMethod.map((method): Change => (attack) => ({ ...attack, method })) },
);

/** One to three changes to one target. Ten megabytes come seldom: they take the time of a hundred others. */
export function attacksOn(targets: readonly Target[]): fc.Arbitrary<Made> {
  const big = fc.constantFrom(...BIG).map((body): Change => (attack) => ({
    ...attack,
    body,
    payload: undefined,
    hopeless: attack.method !== 'GET' && attack.method !== 'HEAD',
  }));
  return fc.record({
    target: fc.constantFrom(...targets),
    changes: fc.oneof(
      { weight: 300, arbitrary: fc.array(changes, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: big.map((change) => [change]) },
    ),
    language: fc.nat({ max: 2 }),
  });
}

/** The request as it is sent, with her proof: a mailbox or a device signs the changed request, so that it passes its door. */
export async function attackOf(
  stage: Stage,
  target: Target,
  made: readonly Change[],
  language: string,
): Promise<Attack> {
  const { request, visitor } = target;
  const { payload, bytes } = request;
  const json = payload === undefined ? undefined : Buffer.from(JSON.stringify(payload));
  const plain: Attack = {
    method: request.method,
    url: request.url,
    payload,
    hopeless: false,
    body: bytes ? Buffer.from(bytes) : json,
    headers: {
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(visitor.staff ? { cookie: visitor.staff.cookie } : {}),
      ...request.headers,
      'accept-language': language,
    },
  };
  const changed = made.reduce((attack, change) => change(attack), plain);
  if ('authorization' in changed.headers) return changed;
  if (!visitor.mailbox) return withStaffProof(stage, changed);
  const { method, url } = changed;
  const authorization = await mailboxProof(stage, visitor.mailbox, {
    method,
    url,
    payload: asJson(changed.payload),
  }).catch(
    // What cannot be written canonically cannot be signed: the door refuses it, whatever the signature says.
    () => `Mailbox ${visitor.mailbox?.mailboxId}.${'A'.repeat(22)}.${'A'.repeat(86)}`,
  );
  return { ...changed, headers: { ...changed.headers, authorization } };
}

async function withStaffProof(stage: Stage, attack: Attack): Promise<Attack> {
  const { method, url, body, headers } = attack;
  // Of a GET no server reads a body: signed without one, it passes its door.
  const takesBody = method !== 'GET' && method !== 'HEAD';
  const asked = { method, url, ...(body === undefined || !takesBody ? {} : { body }) };
  // An address that is none cannot be signed.
  const proof = await proofFor(headers, asked, () => challengeOf(stage.server)).catch(() => ({}));
  return { ...attack, headers: { ...headers, ...proof } };
}

/** As the server will read it. */
function asJson(payload: unknown): Json {
  return payload === undefined ? null : (JSON.parse(JSON.stringify(payload) ?? 'null') as Json);
}

/** The paths of all values in a payload, those inside before those around them. */
export function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST_LEAF) return [path];
  const inside = Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
  return path.length === 0 ? inside : [...inside, path];
}

/** A copy of a payload with the value at a path changed; `undefined` takes it away. */
export function withLeaf(
  value: unknown,
  [first, ...rest]: readonly string[],
  change: (old: unknown) => unknown,
): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((part: unknown, at) => (String(at) === first ? withLeaf(part, rest, change) : part));
  const entries = Object.entries(value as object).flatMap(([key, part]): [string, unknown][] => {
    if (key !== first) return [[key, part]];
    const made = withLeaf(part, rest, change);
    return made === undefined ? [] : [[key, made]];
  });
  return Object.fromEntries(entries);
}

function replaceLeaf(at: number, value: unknown): Change {
  return (attack) => {
    const leaves = leavesOf(attack.payload);
    const path = leaves[at % Math.max(1, leaves.length)];
    return path === undefined || attack.payload === undefined
      ? withPayload(attack, value)
      : withPayload(
          attack,
          withLeaf(attack.payload, path, () => value),
        );
  };
}

function dropField(at: number): Change {
  return (attack) => {
    const leaves = leavesOf(attack.payload);
    const path = leaves[at % Math.max(1, leaves.length)];
    if (path === undefined || path.length === 0) return { ...attack, body: undefined, payload: undefined };
    return withPayload(
      attack,
      withLeaf(attack.payload, path, () => undefined),
    );
  };
}

function addField(attack: Attack, value: unknown): Attack {
  const { payload } = attack;
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? withPayload(attack, { ...payload, extra: value })
    : attack;
}

function truncate(at: number): Change {
  return (attack) =>
    attack.body && attack.body.length > 1
      ? { ...attack, body: attack.body.subarray(0, 1 + (at % (attack.body.length - 1))), payload: undefined }
      : attack;
}

function replaceSegment(at: number, segment: string): Change {
  return (attack) => {
    const parts = attack.url.split('/');
    // The first part is before the first slash.
    const which = 1 + (at % Math.max(1, parts.length - 1));
    return { ...attack, url: parts.map((part, place) => (place === which ? segment : part)).join('/') };
  };
}
