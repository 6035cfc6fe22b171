import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';

const PEOPLE = { place: null, quorum: 8, quorumWomen: 3 };
const LATER = '2030-01-08';

/** A meeting of the own organisation's forum. */
async function newMeeting({ asAdmin }: Stage, state = 'planned'): Promise<Id> {
  const id = randomId();
  await asAdmin(
    `insert into meeting (tenant_id, id, forum_id, planned_on, starts_at, ends_at, state)
     values ($1, $2, $3, $4, 600, 720, $5)`,
    [OWN_TENANT, id, MAQIL, LATER, state],
  );
  return id;
}

/** A meeting whose minutes are published. */
async function newPublished(stage: Stage): Promise<Id> {
  const id = await newMeeting(stage, 'published');
  const attendance = { women: 3, men: 4, youth: 2, officersWomen: 0, officersMen: 1 };
  await stage.asAdmin(`update meeting set held_on = planned_on where id = $1`, [id]);
  await stage.asAdmin(
    `insert into minutes (tenant_id, meeting_id, version, content, redacted, secretary_id, chair_id, published_on)
     values ($1, $2, 1, $3, $4, $5, $6, '2030-01-20')`,
    [
      OWN_TENANT,
      id,
      JSON.stringify({ attendance, quorumMet: true, recordSeq: 0, items: [], closing: null }),
      JSON.stringify({ items: [], closing: null, letStand: [] }),
      randomId(),
      randomId(),
    ],
  );
  return id;
}

/** Meetings: plan, agenda, minutes, and what everybody may take along. */
export const meetingSamples: readonly Sample[] = [
  sample('PUT /api/meetings/:meetingId', () => ({
    url: `/api/meetings/${randomId()}`,
    payload: { ...PEOPLE, forumId: MAQIL, plannedOn: LATER, startsAt: 600, endsAt: 720 },
  })),
  sample('POST /api/forums/:forumId/meetings', () => ({
    url: `/api/forums/${MAQIL}/meetings`,
    payload: { ...PEOPLE, from: '2031-01-01', ids: [randomId()] },
  })),
  sample('GET /api/meetings', () => ({ url: '/api/meetings?month=2026-11' })),
  sample('GET /api/meetings/:meetingId', async (stage) => ({ url: `/api/meetings/${await newMeeting(stage)}` })),
  sample('PUT /api/meetings/:meetingId/agenda', async (stage) => ({
    url: `/api/meetings/${await newMeeting(stage)}/agenda`,
    payload: { items: [{ id: randomId(), kind: 'other', title: 'illustrative' }] },
  })),
  sample('POST /api/meetings/:meetingId/commands', async (stage) => ({
    url: `/api/meetings/${await newMeeting(stage)}/commands`,
    payload: { command: 'postpone', reason: 'illustrative', plannedOn: '2030-01-15' },
  })),
  sample('GET /api/meetings/:meetingId/minutes', async (stage) => ({
    url: `/api/meetings/${await newMeeting(stage, 'minutesDraft')}/minutes`,
  })),
  sample('PUT /api/meetings/:meetingId/minutes', async (stage) => ({
    url: `/api/meetings/${await newMeeting(stage, 'minutesDraft')}/minutes`,
    payload: { version: 0, items: [], closing: null },
  })),
  sample(
    'POST /api/meetings/:meetingId/minutes/signature',
    async (stage) => ({
      url: `/api/meetings/${await newMeeting(stage, 'minutesDraft')}/minutes/signature`,
      payload: { version: 0 },
    }),
    { letIn: ['transition_refused'] },
  ),
  sample(
    'PUT /api/meetings/:meetingId/minutes/redacted',
    async (stage) => ({
      url: `/api/meetings/${await newMeeting(stage, 'minutesDraft')}/minutes/redacted`,
      payload: { version: 0, items: [], closing: null, letStand: [] },
    }),
    { letIn: ['transition_refused'] },
  ),
  sample('GET /api/meetings/:meetingId/minutes/print', async (stage) => ({
    url: `/api/meetings/${await newMeeting(stage, 'minutesDraft')}/minutes/print?lang=ar`,
  })),
  sample('GET /forums/:id/calendar.ics', () => ({ url: `/forums/${MAQIL}/calendar.ics` })),
  sample('GET /forums/:id/meetings/:meetingId.ics', async (stage) => ({
    url: `/forums/${MAQIL}/meetings/${await newMeeting(stage)}.ics`,
  })),
  sample('GET /forums/:id/minutes/:meetingId.pdf', async (stage) => ({
    url: `/forums/${MAQIL}/minutes/${await newPublished(stage)}.pdf?lang=en`,
  })),
];
