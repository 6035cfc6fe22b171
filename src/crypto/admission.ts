import type { Id } from '../base/ids.ts';
import { utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { sign, verify } from './sign.ts';

/** Who is let into a desk's keys: her id and the public keys whose six words were compared, by voice or in person. */
export type Admission = {
  readonly deskId: Id;
  readonly accountId: Id;
  readonly recipient: string;
  /** Base64url. */
  readonly signingKey: string;
  /** Also to the key that only the desk's women hold. */
  readonly women: boolean;
};

const CONTEXT = 'muntada/admission/1';

/** A member's signature under an admission: without one the server cannot make anybody a reader. */
export async function signAdmission(memberSecret: Uint8Array, admission: Admission): Promise<Uint8Array> {
  return await sign(CONTEXT, memberSecret, utf8(canonicalJson(admission)));
}

/** Whether a member with this public key signed this very admission. */
export async function verifyAdmission(
  memberKey: Uint8Array,
  admission: Admission,
  signature: Uint8Array,
): Promise<boolean> {
  return await verify(CONTEXT, memberKey, utf8(canonicalJson(admission)), signature);
}
