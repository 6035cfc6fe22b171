import { fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Admission } from '../../crypto/admission.ts';
import { signAdmission, verifyAdmission } from '../../crypto/admission.ts';
import { newIdentity, sealTo } from '../../crypto/age.ts';
import type { EpochKey } from '../../crypto/desk-record.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { newEpochKeys, wrapEpoch } from '../../crypto/epoch.ts';
import { splitSecret } from '../../crypto/recovery.ts';
import type { UserKeys } from '../../crypto/user-keys.ts';
import type { Language } from '../../crypto/report.ts';
import { sixWords } from '../../crypto/words.ts';
import type { Sex, Trustee } from '../model.ts';
import { mayHoldShares } from '../model.ts';

/** What a browser knows of somebody to whom keys are given: her public parts, base64url as they travel. */
export interface PublicPerson {
  readonly accountId: Id;
  readonly sex: Sex;
  readonly recipient: string;
  readonly signingKey: string;
}

/** A member as the server lists her. */
export interface ListedMember extends PublicPerson {
  readonly women: boolean;
}

/** An epoch as the server lists it, with who is said to hold it. */
export interface ListedEpoch {
  readonly women: boolean;
  readonly n: number;
  readonly holders: readonly { readonly accountId: Id; readonly vouched: string }[];
}

/** The epoch's keys to one person, and the epoch's signature that says she may have them. */
export interface Wrap {
  readonly wrapped: string;
  readonly vouched: string;
}

/** The six words of somebody's keys: she reads them out from her screen, and they are compared with these. */
export function wordsOf(person: Pick<PublicPerson, 'recipient' | 'signingKey'>, language: Language): readonly string[] {
  return sixWords([person.recipient, person.signingKey], language);
}

/** A member signs that she compared somebody's words. `women_only` for a man where the women's key is meant. */
export async function admissionBy(
  admitter: UserKeys,
  deskId: Id,
  person: PublicPerson,
  women: boolean,
): Promise<string> {
  must(!women || person.sex === 'woman', 'women_only');
  return toBase64url(await signAdmission(admitter.signing.secret, admissionOf(deskId, person, women)));
}

/** Wraps an epoch for somebody and vouches for her with the epoch's own key. A man is refused the women's key here too. */
export async function wrapFor(epoch: EpochKeys, person: PublicPerson): Promise<Wrap> {
  const women = epoch.key === 'women';
  must(!women || person.sex === 'woman', 'women_only');
  const vouched = await signAdmission(epoch.signing.secret, admissionOf(epoch.deskId, person, women));
  return { wrapped: toBase64url(await wrapEpoch(person.recipient, epoch)), vouched: toBase64url(vouched) };
}

/** Fresh keys and what the server is given of them: public parts, one wrap for each person. */
export async function makeEpoch(
  name: { readonly deskId: Id; readonly key: EpochKey; readonly n: number },
  people: readonly PublicPerson[],
): Promise<{
  epoch: EpochKeys;
  made: {
    women: boolean;
    n: number;
    recipient: string;
    signingKey: string;
    wraps: (Wrap & { accountId: Id })[];
  };
}> {
  const epoch = await newEpochKeys(name);
  const wraps: (Wrap & { accountId: Id })[] = [];
  for (const person of people) wraps.push({ accountId: person.accountId, ...(await wrapFor(epoch, person)) });
  const signingKey = toBase64url(epoch.signing.public);
  return {
    epoch,
    made: { women: name.key === 'women', n: name.n, recipient: epoch.recipient, signingKey, wraps },
  };
}

/**
 * The members for whom a next key may be wrapped: those whom the key in force (its public part out of the signed directory) vouches
 * for, with just these public keys. `admission_refused` when the server lists a member without that: nobody is given a key then.
 */
export async function vouchedMembers(
  deskId: Id,
  members: readonly ListedMember[],
  inForce: ListedEpoch,
  inForceSigningKey: string,
): Promise<readonly ListedMember[]> {
  const wanted = members.filter((each) => !inForce.women || each.women);
  for (const member of wanted) {
    must(!inForce.women || member.sex === 'woman', 'women_only');
    const { vouched } =
      inForce.holders.find((each) => each.accountId === member.accountId) ?? fail('admission_refused');
    const admission = admissionOf(deskId, member, inForce.women);
    const holds = await verifyAdmission(fromBase64url(inForceSigningKey), admission, fromBase64url(vouched));
    must(holds, 'admission_refused');
  }
  return wanted;
}

/** A trustee with her recipient. */
export interface TrusteeKey extends Trustee {
  readonly recipient: string;
}

/**
 * The recovery of an epoch: a key that seals it, split among five trustees before it is forgotten. Three of them bring it back; the
 * server keeps sealed shares alone. `trustees_refused` when these five may not.
 */
export async function makeRecovery(
  epoch: EpochKeys,
  desk: { readonly police: boolean; readonly women: boolean },
  trustees: readonly TrusteeKey[],
): Promise<{
  recipient: string;
  wrapped: string;
  shares: { place: number; trusteeId: Id; sealed: string }[];
}> {
  must(mayHoldShares(trustees, desk), 'trustees_refused');
  const recovery = await newIdentity();
  const wrapped = toBase64url(await wrapEpoch(recovery.recipient, epoch));
  const texts = await splitSecret(utf8(recovery.identity));
  const shares: { place: number; trusteeId: Id; sealed: string }[] = [];
  for (const [at, trustee] of trustees.entries()) {
    const sealed = await sealTo([trustee.recipient], utf8(texts[at] ?? fail('internal')));
    shares.push({ place: at + 1, trusteeId: trustee.id, sealed: toBase64url(sealed) });
  }
  return { recipient: recovery.recipient, wrapped, shares };
}

function admissionOf(deskId: Id, person: PublicPerson, women: boolean): Admission {
  const { accountId, recipient, signingKey } = person;
  return { deskId, accountId, recipient, signingKey, women };
}
