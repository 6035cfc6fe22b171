import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { newIdentity, openWith, recipientOf, sealTo } from './age.ts';
import type { AgeIdentity } from './age.ts';
import { EPOCH_KEYS } from './desk-record.ts';
import type { EpochKey, EpochPublic } from './desk-record.ts';
import { systemRandom } from './random.ts';
import { readChoice, readFields, readId, readIdentity, readKeyText, readWhole } from './shape.ts';
import { newSigningKey, signingKeyOf } from './sign.ts';
import type { SigningKey } from './sign.ts';

/** Which epoch: the desk, which of its two keys, and the epoch's number from 1. */
export type EpochName = { readonly deskId: Id; readonly key: EpochKey; readonly n: number };

/** What a desk's members share for one epoch; `indexKey` (32 bytes) seals the list entries. */
export type EpochKeys = EpochName & AgeIdentity & { readonly signing: SigningKey; readonly indexKey: Uint8Array };

/** An epoch as its members expect it: named by the signed directory, so that a server cannot hand out one of its own. */
export type EpochExpected = EpochName & EpochPublic;

const INDEX_KEY_BYTES = 32;

/** Fresh keys for an epoch. */
export async function newEpochKeys(name: EpochName): Promise<EpochKeys> {
  const { deskId, key, n } = name;
  return {
    deskId,
    key,
    n,
    ...(await newIdentity()),
    signing: await newSigningKey(),
    indexKey: systemRandom(INDEX_KEY_BYTES),
  };
}

/** The public half, as the directory lists it. */
export function epochPublic(epoch: EpochKeys): EpochPublic {
  return { n: epoch.n, recipient: epoch.recipient, signingKey: toBase64url(epoch.signing.public) };
}

/** The epoch's keys as an age file to one member. */
export async function wrapEpoch(memberRecipient: string, epoch: EpochKeys): Promise<Uint8Array> {
  const content = {
    v: 1,
    kind: 'epoch',
    deskId: epoch.deskId,
    key: epoch.key,
    n: epoch.n,
    identity: epoch.identity,
    signing: toBase64url(epoch.signing.secret),
    indexKey: toBase64url(epoch.indexKey),
  };
  return await sealTo([memberRecipient], utf8(canonicalJson(content)));
}

/**
 * The keys in a wrap; refusals as `openWith`, and `envelope_damaged` when the content is not exactly an epoch, is another epoch
 * than expected, or does not fit the public keys that the directory names.
 */
export async function unwrapEpoch(identity: string, wrapped: Uint8Array, expected: EpochExpected): Promise<EpochKeys> {
  const plain = await openWith(identity, wrapped);
  try {
    const epoch = await readEpochKeys(JSON.parse(fromUtf8(plain)) as Json);
    must(epoch.deskId === expected.deskId && epoch.key === expected.key && epoch.n === expected.n, 'envelope_damaged');
    must(epoch.recipient === expected.recipient, 'envelope_damaged');
    must(toBase64url(epoch.signing.public) === expected.signingKey, 'envelope_damaged');
    return epoch;
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

async function readEpochKeys(value: Json): Promise<EpochKeys> {
  const fields = readFields(value, ['v', 'kind', 'deskId', 'key', 'n', 'identity', 'signing', 'indexKey']);
  readChoice(fields.v, [1]);
  readChoice(fields.kind, ['epoch']);
  const identity = readIdentity(fields.identity);
  return {
    deskId: readId(fields.deskId),
    key: readChoice(fields.key, EPOCH_KEYS),
    n: readWhole(fields.n, 1),
    identity,
    recipient: await recipientOf(identity),
    signing: await signingKeyOf(fromBase64url(readKeyText(fields.signing))),
    indexKey: fromBase64url(readKeyText(fields.indexKey)),
  };
}
