import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { isProblem, must } from '../../base/problem.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { deskCall } from '../../web/desk/session.svelte.ts';
import { unwrapCaseKey, wrapCaseKey } from '../case-key.model.ts';
import type { listCaseKeys, putCaseKeys } from '../contract.ts';

type Page = OutputOf<typeof listCaseKeys>;

/**
 * Carries a desk's case keys from one key to the next: each is opened and wrapped anew on this device, page by page; notes and stubs
 * under them stay as they are. One that does not open is given up: nobody could open its notes any more. Only to the same desk and
 * between keys of one kind (`women_only`; invariant 16). `onprogress` gets a share from 0 to 1.
 */
export async function carryCaseKeys(
  deskId: Id,
  from: EpochKeys,
  to: EpochKeys,
  onprogress: (done: number) => void,
): Promise<void> {
  must(from.deskId === to.deskId && from.key === to.key, 'women_only');
  const women = from.key === 'women';
  const path = `/api/desks/${deskId}/case-keys`;
  let carried = 0;
  for (;;) {
    const page = await deskCall<Page>('GET', `${path}?women=${women ? 'true' : 'false'}&epoch=${from.n}`);
    if (page.keys.length === 0) return onprogress(1);
    const keys = await Promise.all(page.keys.map((key) => wrapAnew(key, from, to)));
    await deskCall<OutputOf<typeof putCaseKeys>>('PUT', path, { women, from: from.n, to: to.n, keys });
    carried += keys.length;
    onprogress(carried / (carried + page.left - keys.length));
  }
}

async function wrapAnew(
  { id, wrapped }: Page['keys'][number],
  from: EpochKeys,
  to: EpochKeys,
): Promise<{ id: Id; wrapped: string | null }> {
  try {
    const key = await unwrapCaseKey([from.identity], fromBase64url(wrapped), id);
    return { id, wrapped: toBase64url(await wrapCaseKey(to.recipient, id, key)) };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { id, wrapped: null };
  }
}
