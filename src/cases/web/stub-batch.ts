import { fromBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { openEntry } from '../../crypto/entry.ts';
import { shuffled } from '../../crypto/random.ts';
import { readRecord } from '../../crypto/shape.ts';
import type { OpenDesk } from '../../web/desk/desk-keys.ts';
import { deskCall } from '../../web/desk/session.svelte.ts';
import type { listPendingStubs } from '../contract.ts';
import { openCaseKey } from './case-file.ts';

/**
 * Sends what may leave a desk for the statistics, if anything may: opens the pending stubs, takes away all but their coarse words,
 * shuffles them and sends one batch a half-year without ids. Any member's device does it when she signs in; a refusal waits for the
 * next time.
 */
export async function sendPendingStubs(desk: OpenDesk): Promise<void> {
  const { batches } = await deskCall<OutputOf<typeof listPendingStubs>>(
    'GET',
    `/api/desks/${desk.deskId}/pending-stubs`,
  );
  for (const { women, halfYear, stubs } of batches) {
    const opened = await Promise.all(
      stubs.map(async ({ reportId, key, body }) => {
        const caseKey = await openCaseKey(desk, women, key);
        const { halfYear: _known, ...stub } = readRecord(await openEntry(caseKey, reportId, fromBase64url(body)));
        return stub;
      }),
    );
    await deskCall('POST', '/api/stubs', { deskId: desk.deskId, women, halfYear, stubs: shuffled(opened) });
  }
}
