import type { Generated } from 'kysely';
import type { Role } from '../base/actor.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0004-accounts.sql, 0011-accounts.sql). */
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
    trustee: Generated<boolean>;
    demo: Generated<boolean>;
    /** Where she gets alerts without content, if she wants (migrations/0012-alerts.sql). */
    alert_email: Generated<string | null>;
  };
  role_grant: { tenant_id: Id; account_id: Id; role: Role };
  session: {
    tenant_id: Id;
    token_hash: Uint8Array;
    id: Id;
    account_id: Id;
    device: string;
    device_key: Uint8Array;
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
    due_since: Day | null;
    ended: Generated<boolean>;
  };
  epoch_wrap: {
    tenant_id: Id;
    desk_id: Id;
    women: boolean;
    n: number;
    account_id: Id;
    wrapped: Uint8Array;
    vouched: Uint8Array;
  };
  desk_member: {
    tenant_id: Id;
    desk_id: Id;
    account_id: Id;
    women: boolean;
    admitted_by: Id;
    admission: Uint8Array;
  };
  organisation_root: { tenant_id: Id; account_id: Id; public_key: Uint8Array; sealed: Uint8Array };
  epoch_recovery: { tenant_id: Id; desk_id: Id; women: boolean; n: number; recipient: string; wrapped: Uint8Array };
  recovery_share: {
    tenant_id: Id;
    desk_id: Id;
    women: boolean;
    n: number;
    place: number;
    trustee_tenant_id: Id;
    trustee_id: Id;
    sealed: Uint8Array;
  };
}
