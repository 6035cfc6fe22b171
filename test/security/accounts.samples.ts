import { Secret, TOTP } from 'otpauth';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { randomId } from '../../src/base/ids.ts';
import { newIdentity, sealTo } from '../../src/crypto/age.ts';
import { newSigningKey } from '../../src/crypto/sign.ts';
import { deriveAuthKey, stretchPassword } from '../../src/crypto/user-keys.ts';
import { newDeviceKey } from '../harness/session-key.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT, present } from './stage.ts';
import type { Visitor } from './visitors.ts';
import { send, sendAs, staff } from './visitors.ts';

const bytes = (length: number) => toBase64url(crypto.getRandomValues(new Uint8Array(length)));
const SIGNATURE = bytes(64);
const NEXT_CODE_MS = 30_000;

/** Sign-in, people, enrolment, teams and their keys. */
export const accountsSamples: readonly Sample[] = [
  sample('POST /api/sign-in/start', () => ({ url: '/api/sign-in/start', payload: { login: 'basra.women.1' } })),
  sample('POST /api/sign-in', async (stage) => ({ url: '/api/sign-in', payload: await attempt(stage) })),
  sample('POST /api/sign-out', () => ({ url: '/api/sign-out' }), { endsSession: true }),
  sample('DELETE /api/me/sessions/:sessionId', async (stage, { staff }) => ({
    url: `/api/me/sessions/${staff ? await stage.newSession(staff.accountId) : randomId()}`,
  })),

  sample('PUT /api/me/alert-address', () => ({
    url: '/api/me/alert-address',
    payload: { email: 'officer@work.example' },
  })),

  sample('POST /api/people', () => ({
    url: '/api/people',
    payload: { id: randomId(), login: login(), name: 'موظفة (مثال)', sex: 'woman', roles: ['volunteer'] },
  })),
  sample('POST /api/people/:accountId/invitation', async (stage) => ({
    url: `/api/people/${(await somebody(stage)).id}/invitation`,
  })),
  sample('PUT /api/people/:accountId', async (stage) => ({
    url: `/api/people/${(await somebody(stage)).id}`,
    payload: { name: 'اسم آخر', roles: ['volunteer'], trustee: false },
  })),
  sample('POST /api/people/:accountId/revoke', async (stage) => ({
    url: `/api/people/${(await somebody(stage)).id}/revoke`,
  })),
  sample('GET /api/people/:accountId/sessions', async (stage) => ({
    url: `/api/people/${(await somebody(stage)).id}/sessions`,
  })),
  sample('DELETE /api/people/:accountId/sessions/:sessionId', async (stage) => {
    const person = await somebody(stage);
    await stage.signInAs(person);
    return { url: `/api/people/${person.id}/sessions/${await stage.newSession(person.id)}` };
  }),
  sample('POST /api/enrolment/read', async (stage) => ({
    url: '/api/enrolment/read',
    payload: { token: await invitationToken(stage) },
  })),
  sample('POST /api/enrolment', async (stage) => {
    const totp = new Secret({ size: 20 });
    return {
      url: '/api/enrolment',
      payload: {
        token: await invitationToken(stage),
        salt: bytes(16),
        authKey: bytes(32),
        recipient: (await newIdentity()).recipient,
        signingKey: toBase64url((await newSigningKey()).public),
        envelope: bytes(200),
        totpSecret: toBase64url(totp.bytes),
        code: new TOTP({ secret: totp }).generate({ timestamp: stage.clock() }),
      },
    };
  }),

  ...(['team', 'candidates', 'trustees', 'wraps'] as const).map((what) =>
    sample(`GET /api/desks/:deskId/${what}`, ({ own }) => ({ url: `/api/desks/${own.desk.id}/${what}` })),
  ),
  sample(
    'POST /api/desks/:deskId/founding',
    async (stage) => ({
      url: `/api/desks/${await emptyDesk(stage)}/founding`,
      payload: { n: 1, admission: SIGNATURE, ...(await newEpoch()), ...(await newWrap()), recovery: null },
    }),
    { letIn: ['admission_refused'] },
  ),
  ...[false, true].map((women) =>
    sample(
      'POST /api/desks/:deskId/members',
      async (stage) => ({
        url: `/api/desks/${stage.own.desk.id}/members`,
        payload: {
          accountId: (await stage.newPerson(OWN_TENANT, ['deskWorker'])).id,
          women,
          admission: SIGNATURE,
          wraps: [{ women, n: 1, ...(await newWrap()) }],
        },
      }),
      { letIn: ['admission_refused'], ...(women ? { when: 'to the women’s key' } : {}) },
    ),
  ),
  sample('DELETE /api/desks/:deskId/members/:accountId', async (stage) => {
    const person = await stage.newPerson(OWN_TENANT, ['deskWorker']);
    const [woman] = stage.own.people;
    const deskId = stage.own.desk.id;
    const seat = { desk_id: deskId, account_id: present(woman, 'a member').id };
    await stage.copyRow('desk_member', seat, { account_id: person.id, women: false });
    return { url: `/api/desks/${deskId}/members/${person.id}` };
  }),
  ...[false, true].map((women) =>
    sample(
      'POST /api/desks/:deskId/epochs',
      async (stage) => ({
        url: `/api/desks/${stage.own.desk.id}/epochs`,
        payload: {
          women,
          n: 2,
          recovery: null,
          ...(await newEpoch()),
          wraps: [
            {
              accountId: present(stage.own.people[0], 'a member').id,
              ...(await newWrap()),
            },
          ],
        },
      }),
      { letIn: ['admission_refused'], ...(women ? { when: 'the women’s key' } : {}) },
    ),
  ),
  ...[false, true].map((women) =>
    sample(
      'POST /api/desks/:deskId/epochs/end',
      ({ own }) => ({ url: `/api/desks/${own.desk.id}/epochs/end`, payload: { women, n: 1 } }),
      // The key in force cannot end: that is said to whoever may ask at all.
      { letIn: ['transition_refused'], ...(women ? { when: 'the women’s key' } : {}) },
    ),
  ),
  sample('PUT /api/desks/:deskId/rota', ({ own }) => ({
    url: `/api/desks/${own.desk.id}/rota`,
    payload: { rota: [] },
  })),

  sample(
    'POST /api/organisation/root',
    async () => ({
      url: '/api/organisation/root',
      payload: {
        publicKey: toBase64url((await newSigningKey()).public),
        sealed: (await newWrap()).wrapped,
        proof: SIGNATURE,
      },
    }),
    { letIn: ['signature_refused'] },
  ),
  sample('POST /api/organisation/root/holders', async (stage) => ({
    url: '/api/organisation/root/holders',
    payload: {
      accountId: (await stage.newPerson(OWN_TENANT, ['officeManager'])).id,
      sealed: (await newWrap()).wrapped,
    },
  })),
  sample(
    'POST /api/organisation/directory',
    () => ({ url: '/api/organisation/directory', payload: { signed: bytes(300), records: [] } }),
    { letIn: ['directory_refused', 'signature_refused'] },
  ),
];

/** A volunteer of the own organisation. */
function somebody(stage: Stage) {
  return stage.newPerson(OWN_TENANT, ['volunteer']);
}

function login(): string {
  return `new.${randomId().slice(0, 13)}`;
}

/** A complete and right sign-in of a fresh person. */
async function attempt(stage: Stage) {
  const { account } = await somebody(stage);
  const start = await send(stage, { method: 'POST', url: '/api/sign-in/start', payload: { login: account.login } });
  const { salt, cost } = JSON.parse(start.body) as { salt: string; cost: { memoryKiB: number; passes: number } };
  const stretched = await stretchPassword(account.password, fromBase64url(salt), cost);
  stage.clock.advance(NEXT_CODE_MS);
  const code = new TOTP({ secret: Secret.fromBase32(account.totp) }).generate({ timestamp: stage.clock() });
  const { publicKey } = await newDeviceKey();
  const authKey = toBase64url(deriveAuthKey(stretched));
  return { login: account.login, authKey, code, device: 'test', deviceKey: publicKey };
}

const administrators = new WeakMap<Stage, Visitor>();

/** The token of a fresh invitation, as an administrator gets it. */
async function invitationToken(stage: Stage): Promise<string> {
  const named = { name: 'the samples’ administrator', short: '', tenantId: OWN_TENANT };
  const administrator =
    administrators.get(stage) ?? (await staff(stage, named, await stage.newPerson(OWN_TENANT, ['administrator'])));
  administrators.set(stage, administrator);
  const payload = { id: randomId(), login: login(), name: 'مدعوة', sex: 'woman', roles: ['volunteer'] };
  const answer = await sendAs(stage, administrator, { method: 'POST', url: '/api/people', payload });
  if (answer.statusCode !== 200) throw new Error(`no invitation: ${answer.body}`);
  return (JSON.parse(answer.body) as { token: string }).token;
}

/** A desk of the own organisation at which nobody works. */
async function emptyDesk(stage: Stage): Promise<string> {
  const id = randomId();
  await stage.copyRow('desk', { id: stage.own.desk.id }, { id, epoch: null, women_epoch: null, open: false });
  return id;
}

async function newEpoch() {
  const epoch = { recipient: (await newIdentity()).recipient, signingKey: toBase64url((await newSigningKey()).public) };
  return epoch;
}

async function newWrap() {
  const { recipient } = await newIdentity();
  return { wrapped: toBase64url(await sealTo([recipient], new Uint8Array(32))), vouched: SIGNATURE };
}
