import { Secret } from 'otpauth';
import { authHashOf, grantRole, insertAccount, sealSecret } from '../accounts/index.ts';
import type { Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import { formatAccountCode, newAccountCode } from '../crypto/account-code.ts';
import type { Argon2Cost } from '../crypto/argon2.ts';
import type { UserKeys } from '../crypto/user-keys.ts';
import { deriveAuthKey, newPasswordSalt, newUserKeys, sealUserKeys, stretchPassword } from '../crypto/user-keys.ts';
import type { Queries } from '../storage/database.ts';
import type { DemoMember } from './desks.ts';

/** The one password of all demo people: written on the sign-in page while demo mode is on, and nowhere else of use. */
const DEMO_PASSWORD = 'muntada-demo';

/** What the sign-in page offers of a demo account. Illustrative: these secrets guard nothing. */
export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly accountCode: string;
  /** Base32, as an authenticator takes it. */
  readonly totp: string;
}

/** A demo person with her keys, which exist only while the demo is being made. */
export interface DemoPerson {
  readonly id: Id;
  readonly sex: 'woman' | 'man';
  readonly keys: UserKeys;
  readonly account: DemoAccount;
}

export interface PeopleGround {
  readonly pepper: Uint8Array;
  readonly totpKey: Uint8Array;
  readonly cost: Argon2Cost;
}

/** Makes a person the way her browser would, and stores what the server would be given of her. */
export async function addPerson(
  tx: Queries,
  ground: PeopleGround,
  tenantId: Id,
  member: DemoMember,
  roles: readonly Role[],
  trustee = false,
): Promise<DemoPerson> {
  const id = randomId();
  const keys = await newUserKeys();
  const salt = newPasswordSalt();
  const stretched = await stretchPassword(DEMO_PASSWORD, salt, ground.cost);
  const accountCode = newAccountCode();
  const totp = new Secret({ size: 20 });
  await insertAccount(tx, {
    tenant_id: tenantId,
    id,
    login: member.login,
    display_name: member.name,
    sex: member.sex,
    state: 'active',
    salt,
    memory_kib: ground.cost.memoryKiB,
    passes: ground.cost.passes,
    auth_hash: authHashOf(ground.pepper, deriveAuthKey(stretched)),
    recipient: keys.recipient,
    signing_key: keys.signing.public,
    envelope: sealUserKeys(id, keys, stretched, accountCode),
    totp_sealed: sealSecret(ground.totpKey, id, totp.bytes),
    totp_last_step: null,
    trustee,
    demo: true,
  });
  for (const role of roles) await grantRole(tx, tenantId, id, role);
  return {
    id,
    sex: member.sex,
    keys,
    account: {
      login: member.login,
      name: member.name,
      password: DEMO_PASSWORD,
      accountCode: formatAccountCode(accountCode),
      totp: totp.base32,
    },
  };
}
