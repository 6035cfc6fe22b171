import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { toBase64url } from '../../src/base/bytes.ts';
import { signNotPoliceLifted } from '../../src/crypto/not-police.ts';
import { signOneReporter } from '../../src/crypto/one-reporter.ts';
import { findProof } from '../../src/base/proof-of-work.ts';
import { SEALED_LEAST, TUS_PART, TUS_VERSION } from '../../src/reporting/uploads/upload.model.ts';
import { beginUpload } from '../harness/uploads.ts';
import { challengeOf, sealedReport } from '../harness/reporter.ts';
import { ENTRY_STEP } from '../../src/crypto/entry.ts';
import type { Made, Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { NewReport, Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';
import type { Visitor } from './visitors.ts';

/** Of AES-256-GCM. */
const NONCE_AND_TAG_BYTES = 28;

/** A sealed text of the right form: the blind server cannot see that it is another one's. */
const sealedBody = (stage: Stage) => String(stage.ownReport.payload['body']);
const message = (stage: Stage): Json => ({ id: randomId(), seq: 1, body: sealedBody(stage) });

/** A fresh report of the own desk; in the visitor's mailbox, if she holds one. */
function reportOf(stage: Stage, visitor: Visitor, how: NewReport = {}): Promise<Id> {
  return stage.newReport({ ...(visitor.mailbox ? { mailboxId: visitor.mailbox.mailboxId } : {}), ...how });
}

type Call = { readonly path: string; readonly payload?: Json };

/** A sample on a fresh report. */
function onReport(of: string, call: Omit<Call, 'path'>, more: Omit<Sample, 'of' | 'make'> & { how?: NewReport } = {}) {
  const { how, ...rest } = more;
  return sample(
    of,
    async (stage, visitor) => {
      const id = await reportOf(stage, visitor, how);
      return { url: pathOf(of).replace(':reportId', id), ...call };
    },
    rest,
  );
}

function pathOf(of: string): string {
  return of.split(' ')[1] ?? '';
}

const WOMEN = { when: 'sealed to the women’s key', how: { women: true } };

/** The report, its mailbox, the desk's work on it, and uploads. */
export const reportingSamples: readonly Sample[] = [
  sample('POST /api/reports', async (stage) => {
    const { payload } = await sealedReport(stage.server, stage.own);
    return { url: '/api/reports', payload };
  }),
  sample('POST /api/mailbox/reports/:reportId/messages', async (stage, visitor) => ({
    url: `/api/mailbox/reports/${await reportOf(stage, visitor)}/messages`,
    payload: message(stage),
  })),
  onReport('POST /api/mailbox/reports/:reportId/hidden', { payload: { through: 0 } }),
  sample('POST /api/mailbox/reports/:reportId/move', async (stage, visitor) => ({
    url: `/api/mailbox/reports/${await reportOf(stage, visitor)}/move`,
    payload: {
      deskId: stage.neighbour.desk.id,
      epoch: 1,
      keyFile: String(stage.ownReport.payload['keyFile']),
      summary: String(stage.ownReport.payload['summary']),
    },
  })),
  sample('POST /api/mailbox/reports/:reportId/not-police', async (stage, visitor) => {
    const id = await reportOf(stage, visitor, { columns: { not_police: true } });
    const { secret } = (visitor.mailbox ?? stage.spareMailbox).signing;
    const lifted = toBase64url(await signNotPoliceLifted(secret, id));
    return { url: `/api/mailbox/reports/${id}/not-police`, payload: { lifted } };
  }),
  onReport('POST /api/mailbox/reports/:reportId/withdrawal', {}),
  onReport('DELETE /api/mailbox/reports/:reportId/withdrawal', {}),
  onReport('DELETE /api/mailbox/reports/:reportId', {}),
  sample('POST /api/mailbox/reports/:reportId/links/:otherId', async (stage, visitor) => {
    const [here, there] = [await reportOf(stage, visitor), await stage.newReport()];
    await stage.asAdmin(
      `insert into link_request (tenant_id, id, report_a, report_b, proposed_by, day) values ($1, $2, $3, $4, $5, '2026-11-21')`,
      [OWN_TENANT, randomId(), here, there, stage.own.people[0]?.id],
    );
    const { secret } = (visitor.mailbox ?? stage.spareMailbox).signing;
    const word = toBase64url(await signOneReporter(secret, here, there));
    return { url: `/api/mailbox/reports/${here}/links/${there}`, payload: { word } };
  }),

  ...[false, true].flatMap((women) => {
    const more = { letIn: ['transition_refused'], ...(women ? { when: 'the women’s key' } : {}) } as const;
    return [
      // The key in force is refused to everybody who may ask at all.
      sample(
        'GET /api/desks/:deskId/key-files',
        ({ own }) => ({ url: `/api/desks/${own.desk.id}/key-files?women=${women}&epoch=1` }),
        more,
      ),
      sample(
        'PUT /api/desks/:deskId/key-files',
        ({ own, ownReport }) => ({
          url: `/api/desks/${own.desk.id}/key-files`,
          payload: { women, from: 1, to: 2, items: [{ reportId: ownReport.reportId, keyFile: null, entry: null }] },
        }),
        more,
      ),
    ];
  }),
  sample('GET /api/desks/:deskId/reports', ({ own }) => ({ url: `/api/desks/${own.desk.id}/reports` })),
  sample('GET /api/desks/:deskId/changes', ({ own }) => ({ url: `/api/desks/${own.desk.id}/changes?since=0` })),
  sample('GET /api/desks/:deskId/members', ({ own }) => ({ url: `/api/desks/${own.desk.id}/members` })),
  sample('GET /api/desks/:deskId/overview', ({ own }) => ({ url: `/api/desks/${own.desk.id}/overview` })),
  onReport('POST /api/reports/:reportId/open', {}),
  onReport('POST /api/reports/:reportId/open', {}, WOMEN),
  onReport(
    'POST /api/reports/:reportId/open',
    {},
    { when: 'locked by her withdrawal', how: { columns: { destroy_after: '2026-12-01T00:00:00Z' } }, nobodyMay: true },
  ),
  onReport('PUT /api/reports/:reportId/entry', {
    payload: { epoch: 1, entry: toBase64url(new Uint8Array(ENTRY_STEP + NONCE_AND_TAG_BYTES)) },
  }),
  sample('POST /api/reports/:reportId/messages', async (stage, visitor) => ({
    url: `/api/reports/${await reportOf(stage, visitor)}/messages`,
    payload: message(stage),
  })),
  sample(
    'POST /api/reports/:reportId/messages',
    async (stage, visitor) => ({
      url: `/api/reports/${await reportOf(stage, visitor, { women: true })}/messages`,
      payload: message(stage),
    }),
    { when: WOMEN.when },
  ),
  onReport('POST /api/reports/:reportId/commands', { payload: { command: 'openCase' } }),
  onReport('POST /api/reports/:reportId/commands', { payload: { command: 'openCase' } }, WOMEN),
  onReport('POST /api/reports/:reportId/closure', { payload: { reason: 'helped', aftercare: 'declined' } }),
  onReport('DELETE /api/reports/:reportId/closure', {}),
  sample('POST /api/reports/:reportId/closure/approval', async (stage, visitor) => {
    const [woman, man] = stage.own.people;
    const by = visitor.staff?.accountId === woman?.id ? man : woman;
    const closure = {
      closure_by: by?.id ?? null,
      closure_reason: 'helped',
      closure_aftercare: 'declined',
      closure_seen: 0,
    };
    return { url: `/api/reports/${await reportOf(stage, visitor, { columns: closure })}/closure/approval` };
  }),
  onReport('PUT /api/reports/:reportId/assignment', { payload: { assigneeId: null, dueOn: '2026-12-01' } }),
  onReport('POST /api/reports/:reportId/access-refusals', {}),
  onReport('POST /api/reports/:reportId/access-refusals', {}, WOMEN),
  sample('POST /api/reports/:reportId/links', async (stage, visitor) => ({
    url: `/api/reports/${await reportOf(stage, visitor)}/links`,
    payload: { otherId: await reportOf(stage, visitor) },
  })),

  sample('POST /api/uploads', async ({ server }) => {
    const id = randomId();
    const challenge = await challengeOf(server);
    return {
      url: '/api/uploads',
      payload: { id, size: SEALED_LEAST, proof: { challenge, nonce: await findProof(challenge, id) } },
    };
  }),
  sample('HEAD /api/uploads/:uploadId', async (stage) => ({
    url: `/api/uploads/${(await beginUpload(stage.server, SEALED_LEAST)).id}`,
    headers: { 'tus-resumable': TUS_VERSION },
  })),
  sample('PATCH /api/uploads/:uploadId', async (stage) => ({
    url: `/api/uploads/${(await beginUpload(stage.server, SEALED_LEAST)).id}`,
    headers: { 'tus-resumable': TUS_VERSION, 'content-type': TUS_PART, 'upload-offset': '0' },
    bytes: new Uint8Array(64),
  })),
  sample('GET /api/reports/:reportId/uploads/:uploadId', (stage, visitor) => fetched(stage, visitor, '/api/reports')),
  sample('GET /api/mailbox/reports/:reportId/uploads/:uploadId', (stage, visitor) =>
    fetched(stage, visitor, '/api/mailbox/reports'),
  ),
];

async function fetched(stage: Stage, visitor: Visitor, at: string): Promise<Made> {
  const uploadId = await stage.newUpload();
  await stage.asAdmin(`update upload set state = 'kept' where id = $1`, [uploadId]);
  return { url: `${at}/${await reportOf(stage, visitor, { columns: { upload_id: uploadId } })}/uploads/${uploadId}` };
}
