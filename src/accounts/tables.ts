import type { Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0004-accounts.sql). */
export interface AccountsTables {
  account: {
    tenant_id: Id;
    id: Id;
    login: string;
    display_name: string;
    sex: 'woman' | 'man';
    state: 'invited' | 'active' | 'revoked';
    salt: Uint8Array | null;
    memory_kib: number | null;
    passes: number | null;
    auth_hash: Uint8Array | null;
    recipient: string | null;
    signing_key: Uint8Array | null;
    envelope: Uint8Array | null;
    totp_sealed: Uint8Array | null;
    totp_last_step: number | null;
  };
  role_grant: { tenant_id: Id; account_id: Id; role: Role };
  session: {
    tenant_id: Id;
    token_hash: Uint8Array;
    id: Id;
    account_id: Id;
    device: string;
    created_at: Date;
    expires_at: Date;
  };
  invitation: { tenant_id: Id; token_hash: Uint8Array; account_id: Id; expires_at: Date };
  desk_epoch: {
    tenant_id: Id;
    desk_id: Id;
    women: boolean;
    n: number;
    recipient: string;
    signing_key: Uint8Array;
    ended: boolean;
  };
  epoch_wrap: { tenant_id: Id; desk_id: Id; women: boolean; n: number; account_id: Id; wrapped: Uint8Array };
  desk_member: {
    tenant_id: Id;
    desk_id: Id;
    account_id: Id;
    women: boolean;
    admitted_by: Id;
    admission: Uint8Array;
  };
}
