import roots from '../../../config/roots.json' with { type: 'json' };
import { fromBase64url } from '../../base/bytes.ts';
import type { Json } from '../../base/canonical.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, isProblem, must } from '../../base/problem.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import type { getDesk, listDesks } from '../../directory/contract.ts';
import { call } from '../api.ts';

type Root = { readonly organisation: Id; readonly publicKey: string; readonly minVersion: number };

/** Whose signatures are believed; `demo` when they are the illustrative ones of a demonstration. */
export type Trust = { readonly roots: readonly Root[]; readonly demo: boolean };

let trust: Promise<Trust> | undefined;
/** The highest version seen of each organisation's directory, in memory only: this page keeps nothing. */
const seen = new Map<Id, number>();

/** The roots of the build; where it has none, those of a demonstration. An empty list means that nothing can be sealed here. */
export function loadTrust(): Promise<Trust> {
  const built: readonly Root[] = roots;
  if (built.length > 0) return Promise.resolve({ roots: built, demo: false });
  trust ??= call<{ roots: readonly Root[] }>('GET', '/api/demo/roots').then(
    (demo) => ({ roots: demo.roots, demo: true }),
    (error: unknown) => {
      if (isProblem(error, 'no_such_route')) return { roots: [], demo: false };
      trust = undefined;
      throw error;
    },
  );
  return trust;
}

/**
 * The open desks of a governorate, or of all in one request, that their organisation's root vouches for. What is not vouched for is
 * left out.
 */
export async function listTrustedDesks(governorateId?: string): Promise<readonly DeskRecord[]> {
  const path = governorateId === undefined ? '/api/directory' : `/api/directory/${governorateId}`;
  const { directories } = await call<OutputOf<typeof listDesks>>('GET', path);
  const { roots } = await loadTrust();
  const records: DeskRecord[] = [];
  let refused = false;
  for (const directory of directories) {
    try {
      records.push(...(await verified(roots, directory)));
    } catch {
      refused = true;
    }
  }
  must(records.length > 0 || !refused, 'directory_refused');
  return records;
}

/** One desk, open or not, with its past keys; `directory_refused` when nobody that we believe vouches for it. */
export async function loadTrustedDesk(deskId: Id): Promise<DeskRecord> {
  const directory = await call<OutputOf<typeof getDesk>>('GET', `/api/directory/desks/${deskId}`);
  const { roots } = await loadTrust();
  return (await verified(roots, directory)).find((record) => record.id === deskId) ?? fail('directory_refused');
}

async function verified(roots: readonly Root[], directory: OutputOf<typeof getDesk>): Promise<DeskRecord[]> {
  const root = roots.find((each) => each.organisation === directory.organisationId) ?? fail('directory_refused');
  const doc = await verifyDirectory(fromBase64url(root.publicKey), fromBase64url(directory.signed), {
    organisation: root.organisation,
    minVersion: Math.max(root.minVersion, seen.get(root.organisation) ?? 0),
  });
  seen.set(root.organisation, doc.version);
  // read strictly by verifyDeskRecord
  return await Promise.all(directory.records.map((record) => verifyDeskRecord(doc, record as Json)));
}
