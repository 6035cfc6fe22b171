import type { Json } from '../../src/base/canonical.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import { BASRA_ASHAR, BASRA_MAIN } from '../../src/demo/offices.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import { OWN_TENANT } from './stage.ts';

const NAMES = { ar: 'اسم (مثال توضيحي)', ckb: null, en: 'Name (illustrative)' };
const FORUM: Json = {
  names: NAMES,
  governorateId: 'IQG02',
  districtId: null,
  subdistrict: null,
  quarter: null,
  founder: 'police',
  foundedOn: '2026-11-01',
  plannedFor: null,
  closedOn: null,
  meets: null,
  source: null,
};
const PERSON = { sex: 'woman', youth: null, name: null, joinedOn: '2026-11-01', leftOn: null };
const OFFICE_STATE: Json = {
  rooms: 2,
  patrols: 5,
  staffLow: 20,
  staffHigh: 25,
  staffWomen: null,
  note: null,
  source: null,
};
/** A table with a forum that nobody has yet. */
function table(): string {
  const name = `اسم ${randomId()} (مثال توضيحي)`;
  const lines = [
    '#org+name+i_ar,#org+name+i_en,#adm1+code,#org+founder+code,#date+start',
    `${name},Name (illustrative),IQG02,police,2026-11-01`,
  ];
  return Buffer.from(lines.join('\n')).toString('base64');
}
const UNIT = '21000000-0000-4000-8000-000000000001';

/** Forums, who belongs to them and what is around them. */
export const registerSamples: readonly Sample[] = [
  sample('POST /api/forums/imports', () => ({ url: '/api/forums/imports', payload: { content: table() } })),
  sample('PUT /api/forums/imports/:importId', () => ({
    url: `/api/forums/imports/${randomId()}`,
    payload: { content: table() },
  })),
  sample('GET /api/forums/indicators', () => ({ url: '/api/forums/indicators?period=2026&governorate=IQG02' })),
  sample('GET /api/forums/export', () => ({ url: '/api/forums/export?format=csv' })),
  sample('PUT /api/forums/:forumId', () => ({ url: `/api/forums/${randomId()}`, payload: FORUM })),
  sample('GET /api/forums/:forumId', () => ({ url: `/api/forums/${MAQIL}` })),
  sample('GET /api/forums/:forumId/history', () => ({ url: `/api/forums/${MAQIL}/history` })),
  sample('GET /api/forums/:forumId/people', () => ({ url: `/api/forums/${MAQIL}/people` })),
  sample('GET /api/forums/:forumId/offices', () => ({ url: `/api/forums/${MAQIL}/offices` })),
  sample('PUT /api/forums/:forumId/offices/:officeId', () => ({ url: `/api/forums/${MAQIL}/offices/${BASRA_ASHAR}` })),
  sample('DELETE /api/forums/:forumId/offices/:officeId', () => ({
    url: `/api/forums/${MAQIL}/offices/${BASRA_ASHAR}`,
  })),
  sample('PUT /api/forums/:forumId/seats/:accountId/:role', async ({ newPerson }) => ({
    url: `/api/forums/${MAQIL}/seats/${(await newPerson(OWN_TENANT, ['forumMember'])).id}/member`,
  })),
  sample('DELETE /api/forums/:forumId/seats/:accountId/:role', async ({ newPerson, asAdmin }) => {
    const { id } = await newPerson(OWN_TENANT, ['forumMember']);
    await asAdmin('insert into forum_seat (tenant_id, forum_id, account_id, role) values ($1, $2, $3, $4)', [
      OWN_TENANT,
      MAQIL,
      id,
      'member',
    ]);
    return { url: `/api/forums/${MAQIL}/seats/${id}/member` };
  }),
  sample('PUT /api/forums/:forumId/members/:memberId', () => ({
    url: `/api/forums/${MAQIL}/members/${randomId()}`,
    payload: { ...PERSON, category: 'teacher', chair: false },
  })),
  sample('PUT /api/forums/:forumId/volunteers/:volunteerId', () => ({
    url: `/api/forums/${MAQIL}/volunteers/${randomId()}`,
    payload: { ...PERSON, skills: ['awareness'], availability: ['evening'], codeSignedOn: null },
  })),
  sample('PUT /api/subcommittees/:subcommitteeId', () => ({
    url: `/api/subcommittees/${randomId()}`,
    payload: {
      names: NAMES,
      forumId: null,
      governorateId: 'IQG02',
      topic: 'violentExtremism',
      women: 2,
      men: 3,
      foundedOn: null,
      closedOn: null,
    },
  })),
  sample('GET /api/offices/:officeId/history', () => ({ url: `/api/offices/${BASRA_MAIN}/history` })),
  sample('PUT /api/offices/:officeId/history/:since', () => ({
    url: `/api/offices/${BASRA_MAIN}/history/2025-01-01`,
    payload: OFFICE_STATE,
  })),
  sample('DELETE /api/offices/:officeId/history/:since', async ({ asAdmin }) => {
    await asAdmin(
      `insert into office_state (tenant_id, office_id, since) values ($1, $2, '2024-01-01') on conflict do nothing`,
      [OWN_TENANT, BASRA_MAIN],
    );
    return { url: `/api/offices/${BASRA_MAIN}/history/2024-01-01` };
  }),
  sample('PUT /api/offices/:officeId/history/units/:unitId', () => ({
    url: `/api/offices/${BASRA_MAIN}/history/units/${UNIT}`,
    payload: { since: '2018-01-01' },
  })),
];
