import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { concat, fromBase64url, fromHex } from '../../base/bytes.ts';
import type { SessionRequest } from './proof.model.ts';
import { DEVICE_KEY_BYTES, signedRequest } from './proof.model.ts';

/** What stands before the point in a SubjectPublicKeyInfo of P-256 (RFC 5480). */
const SPKI_HEAD = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');

/** A key whose secret is thrown away: for a session that is not there the same work is done as for a wrong signature. */
const NOBODYS_KEY = newPublicKey();

/** Whether these bytes are a public key of P-256: a point of the curve, uncompressed. */
export function isDeviceKey(bytes: Uint8Array): boolean {
  if (bytes.length !== DEVICE_KEY_BYTES) return false;
  try {
    keyOf(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether the device key signed this request; never without a key, and not sooner either. */
export function isSignedBy(deviceKey: Uint8Array | undefined, request: SessionRequest, signature: string): boolean {
  const key = keyOf(deviceKey ?? NOBODYS_KEY);
  const bytes = fromBase64url(signature);
  return verify('sha256', signedRequest(request), { key, dsaEncoding: 'ieee-p1363' }, bytes) && deviceKey !== undefined;
}

function keyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(concat(SPKI_HEAD, bytes)), format: 'der', type: 'spki' });
}

function newPublicKey(): Uint8Array {
  const spki = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(SPKI_HEAD.length));
}
