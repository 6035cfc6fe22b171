import roots from '../../../config/roots.json';
import { fromBase64url } from '../../base/bytes.ts';
import type { Json } from '../../base/canonical.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, isProblem, must } from '../../base/problem.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import type { getDesk } from '../../directory/contract.ts';
import { call } from '../api.ts';
import { findKept, keep } from './kept.ts';

export interface Root {
  readonly organisation: Id;
  readonly publicKey: string;
  readonly minVersion: number;
}

/** An illustrative account of the demo, with everything that a sign-in needs: it guards nothing. */
export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly accountCode: string;
  /** Base 32. */
  readonly totp: string;
}

/** What a server in demo mode offers (`GET /api/demo`). */
export interface Demo {
  readonly accounts: readonly DemoAccount[];
  readonly roots: readonly Root[];
}

let demo: Promise<Demo | undefined> | undefined;

/** The demo's accounts and illustrative roots, when this server runs one. */
export function findDemo(): Promise<Demo | undefined> {
  demo ??= call<Demo>('GET', '/api/demo').catch((error: unknown) => {
    if (isProblem(error, 'no_such_route')) return undefined;
    demo = undefined;
    throw error;
  });
  return demo;
}

/** The roots that are believed: those of the build; the demo's only where the build has none. */
async function trustedRoots(): Promise<readonly Root[]> {
  const built: readonly Root[] = roots;
  return built.length > 0 ? built : ((await findDemo())?.roots ?? []);
}

/** A desk's record, believed only under its organisation's signature, and never older than what this device has seen. */
export async function loadDeskRecord(deskId: Id): Promise<DeskRecord> {
  const found = await call<OutputOf<typeof getDesk>>('GET', `/api/directory/desks/${deskId}`);
  const root = (await trustedRoots()).find((each) => each.organisation === found.organisationId);
  if (!root) return fail('directory_refused');
  const name = `directory ${root.organisation}`;
  const seen = await findKept(name);
  const minVersion = Math.max(root.minVersion, typeof seen === 'number' ? seen : 0);
  const doc = await verifyDirectory(fromBase64url(root.publicKey), fromBase64url(found.signed), {
    minVersion,
    organisation: root.organisation,
  });
  if (doc.version > minVersion) await keep(name, doc.version);
  // Strictly read by verifyDeskRecord.
  const records = await Promise.all(found.records.map((record) => verifyDeskRecord(doc, record as Json)));
  const record = records.find((each) => each.id === deskId);
  must(record, 'directory_refused');
  return record;
}
