import type { Input, OutputOf } from '../../base/endpoint.ts';
import { record } from '../../audit/queries.ts';
import { fromBase64url } from '../../base/bytes.ts';
import { baghdadDay } from '../../base/clock.ts';
import { fail, must } from '../../base/problem.ts';
import { findOrganisation } from '../../directory/index.ts';
import type { enrol as enrolContract, readInvitation as readContract } from './enrolment.contract.ts';
import { invitationHashOf } from './person.actions.ts';
import { activateAccount, deleteInvitation, findInvited } from './person.queries.ts';
import { sealSecret } from '../sessions/secret.actions.ts';
import type { SignInGround } from '../sessions/session.actions.ts';
import { authHashOf, stepOfCode } from '../sessions/session.actions.ts';

const TOTP_BYTES = 20;

/** Whom a link is for; `invitation_unknown` when it is none, was used, or has expired. */
export async function readInvitation(ground: SignInGround, token: string): Promise<OutputOf<typeof readContract>> {
  return ground.database.transact({}, async (tx) => {
    const hash = invitationHashOf(fromBase64url(token));
    const invited = (await findInvited(tx, hash, new Date(ground.clock()))) ?? fail('invitation_unknown');
    const organisation = (await findOrganisation(tx, invited.tenantId)) ?? fail('invitation_unknown');
    const { accountId, login, name, sex, roles } = invited;
    return { accountId, login, name, sex, roles, organisation: organisation.names, cost: { ...ground.cost } };
  });
}

/**
 * Makes the account active with what its browser made. The private keys are in the envelope, which opens with the password and the
 * card together; neither comes here. `code_refused` when the second factor was not set up rightly: nothing is stored then.
 */
export async function enrol(ground: SignInGround, made: Input<typeof enrolContract>['body']): Promise<void> {
  const now = ground.clock();
  const [salt, authKey, signingKey] = [made.salt, made.authKey, made.signingKey].map(fromBase64url);
  const [envelope, totpSecret] = [made.envelope, made.totpSecret].map(fromBase64url);
  must(salt?.length === 16 && authKey?.length === 32 && signingKey?.length === 32, 'wrong_shape');
  must(envelope !== undefined && envelope.length > 24 && totpSecret?.length === TOTP_BYTES, 'wrong_shape');
  const hash = invitationHashOf(fromBase64url(made.token));
  const found = (await findInvited(ground.database.direct, hash, new Date(now))) ?? fail('invitation_unknown');
  await ground.database.transact({ tenant: found.tenantId }, async (tx) => {
    // Once more with its row locked: the link works once.
    const invited = (await findInvited(tx, hash, new Date(now))) ?? fail('invitation_unknown');
    const totpStep = stepOfCode(totpSecret, made.code, now) ?? fail('code_refused');
    await activateAccount(tx, invited.tenantId, invited.accountId, {
      salt,
      ...ground.cost,
      authHash: authHashOf(ground.pepper, authKey),
      recipient: made.recipient,
      signingKey,
      envelope,
      totpSealed: sealSecret(ground.totpKey, invited.accountId, totpSecret),
      totpStep,
    });
    await deleteInvitation(tx, invited.tenantId, invited.accountId);
    await record(tx, {
      tenantId: invited.tenantId,
      day: baghdadDay(now),
      actor: invited.accountId,
      verb: 'person.enrolled',
      object: `account:${invited.accountId}`,
    });
  });
}
