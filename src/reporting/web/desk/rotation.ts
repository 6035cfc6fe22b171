import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import type { EpochKeys } from '../../../crypto/epoch.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import type { listKeyFiles, putKeyFiles } from '../../rotation/rotation.contract.ts';
import { newRewriter } from '../../rotation/rotation.model.ts';

type Page = OutputOf<typeof listKeyFiles>;

/** So many are sealed before the page is sent and the bar moves. */
const BATCH = 25;

/**
 * Carries a desk's reports from one key to the next: opens and seals anew each key file and list entry on this device, batch by batch.
 * It can be left and begun again; what is carried over stays so. `onprogress` gets a share from 0 to 1.
 */
export async function carryReports(
  deskId: Id,
  from: EpochKeys,
  to: EpochKeys,
  onprogress: (done: number) => void,
): Promise<void> {
  const rewrite = await newRewriter(from, to);
  const women = from.key === 'women';
  const path = `/api/desks/${deskId}/key-files`;
  let carried = 0;
  for (;;) {
    const page = await deskCall<Page>('GET', `${path}?women=${women ? 'true' : 'false'}&epoch=${from.n}`);
    if (page.rows.length === 0) return onprogress(1);
    const total = carried + page.left;
    for (let at = 0; at < page.rows.length; at += BATCH) {
      const rows = page.rows.slice(at, at + BATCH);
      const items = [];
      for (const row of rows) items.push(await rewrite(row));
      await deskCall<OutputOf<typeof putKeyFiles>>('PUT', path, { women, from: from.n, to: to.n, items });
      carried += rows.length;
      onprogress(carried / total);
    }
  }
}
