import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import { BASRA_MAIN } from '../../src/demo/offices.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';

const RAISED = {
  forumId: MAQIL,
  category: 'services',
  text: 'لا إنارة في الشارع (مثال توضيحي)',
  place: null,
  affected: ['everybody'],
};
const PROMISED = {
  forumId: MAQIL,
  issueId: null,
  text: 'إنارة الشارع (مثال توضيحي)',
  bearer: { kind: 'office', officeId: BASRA_MAIN },
  dueOn: '2026-12-31',
  costIqd: null,
};

/** An issue of the own organisation's forum that has passed the screen. */
async function newIssue({ asAdmin }: Stage): Promise<Id> {
  const id = randomId();
  await asAdmin(
    `insert into issue (tenant_id, id, forum_id, digest, category, text, channel, state, raised_on)
     values ($1, $2, $3, sha256('x'), 'services', 'illustrative', 'member', 'accepted', '2026-11-21')`,
    [OWN_TENANT, id, MAQIL],
  );
  return id;
}

/** A commitment of the own organisation's forum, handed over to its own main office. */
async function newCommitment({ asAdmin }: Stage): Promise<Id> {
  const id = randomId();
  await asAdmin(
    `insert into commitment (tenant_id, id, forum_id, text, bearer_kind, bearer_tenant_id, bearer_office_id, state, made_on, due_on)
     values ($1, $2, $3, 'illustrative', 'office', $1, $4, 'handedOver', '2026-11-21', '2026-12-31')`,
    [OWN_TENANT, id, MAQIL, BASRA_MAIN],
  );
  return id;
}

/** Issues and commitments. */
export const issueSamples: readonly Sample[] = [
  sample('PUT /api/public/issues/:issueId', () => ({ url: `/api/public/issues/${randomId()}`, payload: RAISED })),
  sample('PUT /api/issues/:issueId', () => ({
    url: `/api/issues/${randomId()}`,
    payload: { ...RAISED, channel: 'member' },
  })),
  sample('GET /api/forums/:forumId/issues', () => ({ url: `/api/forums/${MAQIL}/issues` })),
  sample('GET /api/issues/:issueId', async (stage) => ({ url: `/api/issues/${await newIssue(stage)}` })),
  sample('POST /api/issues/:issueId/commands', async (stage) => ({
    url: `/api/issues/${await newIssue(stage)}/commands`,
    payload: { command: 'schedule' },
  })),
  sample('PUT /api/issues/:issueId/published', async (stage) => ({
    url: `/api/issues/${await newIssue(stage)}/published`,
    payload: { text: null },
  })),
  sample(
    'PUT /api/issues/:issueId/remit',
    async (stage) => ({ url: `/api/issues/${await newIssue(stage)}/remit`, payload: { outcome: null, until: null } }),
    { letIn: ['transition_refused'] },
  ),
  sample('GET /api/commitments/:commitmentId', async (stage) => ({
    url: `/api/commitments/${await newCommitment(stage)}`,
  })),
  sample('PUT /api/commitments/:commitmentId', () => ({ url: `/api/commitments/${randomId()}`, payload: PROMISED })),
  sample('POST /api/commitments/:commitmentId/commands', async (stage) => ({
    url: `/api/commitments/${await newCommitment(stage)}/commands`,
    payload: { command: 'accept' },
  })),
  sample(
    'PUT /api/commitments/:commitmentId/milestones',
    async (stage) => ({
      url: `/api/commitments/${await newCommitment(stage)}/milestones`,
      payload: { milestones: [] },
    }),
    { letIn: ['transition_refused'] },
  ),
  sample('PUT /api/commitments/:commitmentId/published', async (stage) => ({
    url: `/api/commitments/${await newCommitment(stage)}/published`,
    payload: { text: null },
  })),
];
