import { toBase64url } from '../../src/base/bytes.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { sealTo } from '../../src/crypto/age.ts';
import { ENTRY_STEP } from '../../src/crypto/entry.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';

/** Of AES-256-GCM. */
const NONCE_AND_TAG_BYTES = 28;
const SEALED = toBase64url(new Uint8Array(ENTRY_STEP + NONCE_AND_TAG_BYTES));
const STUB = { governorate: 'IQG02', servicesOffered: [], referralOutcome: [] };

const wrapped = async ({ own }: Stage) => toBase64url(await sealTo([own.epochs.general.recipient], new Uint8Array(32)));

/** A report that has a case key, and that key's id. */
async function withCase(stage: Stage, women = false): Promise<{ reportId: Id; caseId: Id }> {
  const [reportId, caseId] = [await stage.newReport({ women, columns: { state: 'closed' } }), randomId()];
  await stage.asAdmin(
    'insert into case_key (tenant_id, id, report_id, desk_id, women, epoch, wrapped) values ($1, $2, $3, $4, $5, 1, $6)',
    [OWN_TENANT, caseId, reportId, stage.own.desk.id, women, new Uint8Array(300)],
  );
  return { reportId, caseId };
}

/** A desk's own notes about a report, and the stubs on their way to the statistics. */
export const casesSamples: readonly Sample[] = [
  ...[false, true].flatMap((women) => {
    const more = women ? { when: 'sealed to the women’s key' } : {};
    return [
      sample(
        'GET /api/reports/:reportId/case',
        async (stage) => ({ url: `/api/reports/${(await withCase(stage, women)).reportId}/case` }),
        more,
      ),
      sample(
        'POST /api/reports/:reportId/notes',
        async (stage) => {
          const { reportId, caseId } = await withCase(stage, women);
          return { url: `/api/reports/${reportId}/notes`, payload: { id: randomId(), caseId, body: SEALED } };
        },
        more,
      ),
    ];
  }),
  sample('PUT /api/reports/:reportId/case-key', async (stage) => ({
    url: `/api/reports/${await stage.newReport()}/case-key`,
    payload: { id: randomId(), epoch: 1, wrapped: await wrapped(stage) },
  })),
  sample('PUT /api/reports/:reportId/statistics', async (stage) => ({
    url: `/api/reports/${(await withCase(stage)).reportId}/statistics`,
    payload: { stub: SEALED },
  })),
  sample('GET /api/desks/:deskId/pending-stubs', ({ own }) => ({ url: `/api/desks/${own.desk.id}/pending-stubs` })),
  ...[false, true].flatMap((women) => {
    // Nothing waits, and the key in force is not replaced: that is said to whoever may ask at all.
    const more = {
      letIn: ['transition_refused', 'already_different'],
      ...(women ? { when: 'the women’s key' } : {}),
    } as const;
    return [
      sample(
        'POST /api/stubs',
        ({ own }) => ({
          url: '/api/stubs',
          payload: { deskId: own.desk.id, women, halfYear: '2026-H1', stubs: [STUB, STUB, STUB, STUB, STUB] },
        }),
        more,
      ),
      sample(
        'GET /api/desks/:deskId/case-keys',
        ({ own }) => ({ url: `/api/desks/${own.desk.id}/case-keys?women=${women}&epoch=1` }),
        more,
      ),
      sample(
        'PUT /api/desks/:deskId/case-keys',
        ({ own }) => ({
          url: `/api/desks/${own.desk.id}/case-keys`,
          payload: { women, from: 1, to: 2, keys: [{ id: randomId(), wrapped: null }] },
        }),
        more,
      ),
    ];
  }),
];
