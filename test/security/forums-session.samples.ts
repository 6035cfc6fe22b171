import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import type { MeetingState } from '../../src/forums/meetings/meeting.model.ts';
import { newMeeting } from '../harness/forum-meeting.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';

const meeting = async (stage: Stage, state: MeetingState): Promise<Id> =>
  (await newMeeting(stage, { tenantId: OWN_TENANT, forumId: MAQIL, state })).id;

/** The session of a meeting. */
export const sessionSamples: readonly Sample[] = [
  sample('GET /api/meetings/:meetingId/session', async (stage) => ({
    url: `/api/meetings/${await meeting(stage, 'agendaOut')}/session`,
  })),
  sample('POST /api/meetings/:meetingId/session/commands', async (stage) => ({
    url: `/api/meetings/${await meeting(stage, 'agendaOut')}/session/commands`,
    payload: { command: 'open' },
  })),
  sample('GET /api/meetings/:meetingId/operations', async (stage) => ({
    url: `/api/meetings/${await meeting(stage, 'inSession')}/operations?after=0`,
  })),
  sample('POST /api/meetings/:meetingId/operations', async (stage) => ({
    url: `/api/meetings/${await meeting(stage, 'inSession')}/operations`,
    payload: {
      operations: [
        {
          id: randomId(),
          device: randomId(),
          clock: 1,
          seen: 0,
          operation: { kind: 'tally', category: 'resident', sex: 'woman', youth: false, step: 1 },
        },
      ],
    },
  })),
];
