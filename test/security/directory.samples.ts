import type { Json } from '../../src/base/canonical.ts';
import { baghdadDay } from '../../src/base/clock.ts';
import { randomId } from '../../src/base/ids.ts';
import { SHATT_AL_ARAB } from '../../src/demo/offices.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT, present } from './stage.ts';

const NAMES = { ar: 'اسم (مثال توضيحي)', ckb: null, en: 'Name (illustrative)' };
const HOTLINE: Json = {
  number: '5599',
  names: NAMES,
  note: null,
  jurisdiction: 'federal',
  position: 900,
  source: NAMES,
  review: 'published',
};
const PROVISION: Json = {
  law: NAMES,
  article: '430',
  text: NAMES,
  jurisdiction: 'federal',
  position: 900,
  source: NAMES,
  review: 'published',
};
const DESK: Json = {
  kind: 'office',
  names: NAMES,
  governorateId: 'IQG02',
  officeId: null,
  childProtection: false,
  worksHere: NAMES,
  mustPassOn: NAMES,
  neverWithoutAsking: NAMES,
  lawCheckedOn: '2026-11-01',
  hours: [
    {
      weekday: 1,
      from: 480,
      to: 900,
      women: false,
    },
  ],
};
const OFFICE: Json = {
  kind: 'branch',
  names: NAMES,
  governorateId: 'IQG02',
  districtId: null,
  address: null,
  hours: [],
  womenHours: [],
  referralCentre: false,
  closed: false,
  source: null,
};

/** Places, organisations, offices, desks, hotlines and provisions. */
export const directorySamples: readonly Sample[] = [
  sample('GET /api/directory', () => ({ url: '/api/directory' })),
  sample('GET /api/places/names', () => ({ url: '/api/places/names?parent=IQG02' })),
  sample('GET /api/directory/:governorateId', () => ({ url: '/api/directory/IQG02' })),
  sample('GET /api/directory/desks/:deskId', ({ own }) => ({ url: `/api/directory/desks/${own.desk.id}` })),
  sample('PUT /api/organisations/:organisationId', () => ({
    url: `/api/organisations/${OWN_TENANT}`,
    payload: { kind: 'police', names: NAMES, parentId: null, governorateId: 'IQG02', source: null },
  })),
  sample(
    'PUT /api/organisations/:organisationId',
    () => ({
      url: `/api/organisations/${randomId()}`,
      payload: { kind: 'ngo', names: NAMES, parentId: null, governorateId: 'IQG02', source: null },
    }),
    { when: 'a new one' },
  ),
  sample('PUT /api/offices/:officeId', () => ({ url: `/api/offices/${randomId()}`, payload: OFFICE })),
  sample('PUT /api/offices/:officeId/units/:unitId', () => ({
    url: `/api/offices/${SHATT_AL_ARAB}/units/${randomId()}`,
    payload: { kind: 'outreach', names: NAMES, closed: false },
  })),
  sample('PUT /api/desks/:deskId', () => ({ url: `/api/desks/${randomId()}`, payload: DESK })),
  sample('POST /api/desks/:deskId/open', ({ neighbour }) => ({
    url: `/api/desks/${neighbour.desk.id}/open`,
    payload: { open: true },
  })),
  sample('PUT /api/hotlines/:hotlineId', () => ({ url: `/api/hotlines/${randomId()}`, payload: HOTLINE })),
  sample('POST /api/hotlines/:hotlineId/verify', async (stage) => ({
    url: `/api/hotlines/${await anyOf(stage, 'hotline')}/verify`,
  })),
  sample('DELETE /api/hotlines/:hotlineId/verify', async (stage) => ({
    url: `/api/hotlines/${await checkedToday(stage, 'hotline')}/verify`,
  })),
  sample('PUT /api/provisions/:provisionId', () => ({ url: `/api/provisions/${randomId()}`, payload: PROVISION })),
  sample('POST /api/provisions/:provisionId/verify', async (stage) => ({
    url: `/api/provisions/${await anyOf(stage, 'provision')}/verify`,
  })),
  sample('DELETE /api/provisions/:provisionId/verify', async (stage) => ({
    url: `/api/provisions/${await checkedToday(stage, 'provision')}/verify`,
  })),
];

/** One that somebody has checked today, so that there is something to take back. */
async function checkedToday(stage: Stage, table: 'hotline' | 'provision'): Promise<string> {
  const id = await anyOf(stage, table);
  await stage.asAdmin(`update ${table} set verified_on = '${baghdadDay(stage.clock())}' where id = '${id}'`);
  return id;
}

async function anyOf(stage: Stage, table: 'hotline' | 'provision'): Promise<string> {
  const [row] = await stage.asAdmin<{ id: string }>(`select id from ${table} order by id limit 1`);
  return present(row, `a ${table}`).id;
}
