import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Names } from '../../base/shapes.ts';
import { searchKeys } from '../../base/text.ts';
import type { Queries } from '../../storage/database.ts';
import type { HomeJurisdiction, Jurisdiction, ReviewState } from '../model.ts';
import { insertPlaces, isEmptyHotlines, saveHotline, saveProvision } from './reference.queries.ts';

const DATA = join(import.meta.dirname, '..', 'data');

interface PlaceFile {
  governorates: {
    id: string;
    pcode: string | null;
    en: string;
    ar: string;
    ckb: string | null;
    kurdistan_region: boolean;
    hotlines: HomeJurisdiction[];
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
  source: Names;
  review: ReviewState;
  verifiedOn: string | null;
}
interface ProvisionRecord {
  id: string;
  law: Names;
  article: string;
  text: Names;
  jurisdiction: HomeJurisdiction;
  position: number;
  source: Names;
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
    await saveHotline(tx, { ...row, verified_on: verifiedOn });
  }
  for (const { verifiedOn, ...row } of readData('provisions.json') as ProvisionRecord[]) {
    await saveProvision(tx, { ...row, verified_on: verifiedOn });
  }
}

function readPlaces() {
  const { governorates, districts } = readData('places.json') as PlaceFile;
  return [
    ...governorates.map((each) => placeRow(each, each.id, each)),
    ...districts.map((each) => placeRow(each, districtId(each.governorate, each.en), each.governorate)),
  ];
}

/** `at`: what only a governorate's record says, or the governorate of a district. */
function placeRow(names: Names, id: string, at: PlaceFile['governorates'][number] | string) {
  const { ar, ckb, en } = names;
  const isDistrict = typeof at === 'string';
  return {
    id,
    kind: isDistrict ? ('district' as const) : ('governorate' as const),
    parent_id: isDistrict ? at : null,
    pcode: isDistrict ? null : at.pcode,
    kurdistan_region: isDistrict ? false : at.kurdistan_region,
    hotlines: isDistrict ? null : at.hotlines,
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
