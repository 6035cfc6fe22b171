import { fromBase64url, toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/canonical.ts';
import type { Id } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import type { DirectoryRow } from './doctor.queries.ts';
import type { Finding } from './finding.ts';
import { fault, ok, warning } from './finding.ts';

/** A root that the build (or the demo) believes. */
export interface KnownRoot {
  readonly organisation: Id;
  readonly publicKey: string;
  readonly minVersion: number;
}

/** Checks signatures, hashes and epochs of the signed directories, as a reporter's browser would. */
export async function checkDirectories(
  directories: readonly DirectoryRow[],
  roots: readonly KnownRoot[],
): Promise<Finding[]> {
  if (directories.length === 0)
    return [warning('key directory', 'nothing is signed yet: the report page offers hotlines only')];
  const checked = directories.map(async (directory) => {
    const root = roots.find((each) => each.organisation === directory.organisationId);
    const what = 'key directory';
    const name = `${directory.organisationId}, version ${directory.version}`;
    if (!root) return warning(what, `${name}: no root in config/roots.json, so no browser believes it`);
    try {
      const doc = await verifyDirectory(fromBase64url(root.publicKey), directory.signed, {
        minVersion: root.minVersion,
        organisation: directory.organisationId,
      });
      const records = await Promise.all(directory.records.map((record) => verifyDeskRecord(doc, record as Json)));
      const apart = directory.desks.filter((desk) => !isInForce(desk, records));
      if (apart.length > 0)
        return fault(what, `${name}: ${apart.length} open desks have other keys than what is signed`);
      return ok(what, `${name}: ${records.length} desks, root ${toHex(fromBase64url(root.publicKey)).slice(0, 16)}…`);
    } catch (error) {
      return fault(what, `${name}: ${isProblem(error) ? error.code : 'unreadable'}`);
    }
  });
  return await Promise.all(checked);
}

function isInForce(desk: DirectoryRow['desks'][number], records: readonly DeskRecord[]): boolean {
  const record = records.find(({ id }) => id === desk.id);
  return (
    record !== undefined &&
    record.epochs.general.n === desk.epoch &&
    (record.epochs.women?.n ?? null) === desk.womenEpoch
  );
}
