import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Names } from '../../base/shapes.ts';
import { searchKeys } from '../../base/text.ts';
import type { Queries } from '../../storage/database.ts';
import type { Jurisdiction, ReviewState } from '../model.ts';
import { insertHotline, insertPlaces, insertProvision, isEmptyHotlines } from '../register/register.queries.ts';

const DATA = join(import.meta.dirname, '..', 'data');

interface PlaceFile {
  governorates: {
    id: string;
    pcode: string | null;
    en: string;
    ar: string;
    ckb: string | null;
    kurdistan_region: boolean;
  }[];
  districts: { governorate: string; en: string; ar: string; ckb: string | null }[];
}
interface HotlineRecord {
  id: string;
  number: string;
  names: Names;
  note: Names | null;
  jurisdiction: Jurisdiction;
  position: number;
  source: string;
  review: ReviewState;
  verifiedOn: string | null;
}
interface ProvisionRecord {
  id: string;
  law: Names;
  article: string;
  text: Names;
  jurisdiction: Exclude<Jurisdiction, 'international'>;
  position: number;
  source: string;
  review: ReviewState;
  verifiedOn: string | null;
}

/**
 * Puts in what every installation begins with: the places of Iraq, the published hotlines and legal provisions. Records that are
 * there stay as they are: an editor may have changed them. Runs as the migrator.
 */
export async function seedReference(tx: Queries): Promise<void> {
  await insertPlaces(tx, readPlaces());
  if (!(await isEmptyHotlines(tx))) return;
  for (const { verifiedOn, ...row } of readData('hotlines.json') as HotlineRecord[]) {
    await insertHotline(tx, { ...row, verified_on: verifiedOn });
  }
  for (const { verifiedOn, ...row } of readData('provisions.json') as ProvisionRecord[]) {
    await insertProvision(tx, { ...row, verified_on: verifiedOn });
  }
}

function readPlaces() {
  const { governorates, districts } = readData('places.json') as PlaceFile;
  return [
    ...governorates.map((each) => placeRow(each, each.id, null, each.pcode, each.kurdistan_region)),
    ...districts.map((each) => placeRow(each, districtId(each.governorate, each.en), each.governorate, null, false)),
  ];
}

function placeRow(names: Names, id: string, parent: string | null, pcode: string | null, kurdistan: boolean) {
  const { ar, ckb, en } = names;
  return {
    id,
    kind: parent === null ? ('governorate' as const) : ('district' as const),
    parent_id: parent,
    pcode,
    kurdistan_region: kurdistan,
    names: { ar, ckb, en },
    search_keys: [...new Set([ar, ckb ?? '', en].flatMap((name) => searchKeys(name)))],
  };
}

/** Our own id of a district: its governorate's and its English name. OCHA's codes can be loaded beside it. */
function districtId(governorateId: string, english: string): string {
  const slug = english
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${governorateId}-${slug}`;
}

function readData(name: string): unknown {
  return JSON.parse(readFileSync(join(DATA, name), 'utf8'));
}
