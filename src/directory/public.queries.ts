import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Names } from '../base/shapes.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { Desk, PublicUnit } from './model.ts';
import type { DirectoryTables } from './tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;

/** A desk as a page without script tells of it. Whoever writes to it trusts the signed record alone, never this. */
export interface PublicDesk extends Omit<Desk, 'rota' | 'open' | 'officeId' | 'neverWithoutAsking'> {
  readonly organisation: Names;
}

/** The desks that receive reports, of one governorate or of all; those that are not the police first. */
export async function listPublicDesks(db: Db, governorateId: string | undefined): Promise<PublicDesk[]> {
  const rows = on(db)
    .selectFrom('desk')
    .innerJoin('organisation', 'organisation.id', 'desk.tenant_id')
    .select([
      'desk.id',
      'desk.kind',
      'desk.names',
      'desk.governorate_id as governorateId',
      'desk.police',
      'desk.child_protection as childProtection',
      'desk.works_here as worksHere',
      'desk.must_pass_on as mustPassOn',
      'desk.law_checked_on as lawCheckedOn',
      'desk.hours',
      'desk.epoch',
      'desk.women_epoch as womenEpoch',
      'desk.illustrative',
      'organisation.names as organisation',
    ])
    .where('desk.open', '=', true)
    .where('desk.epoch', 'is not', null)
    .orderBy('desk.police')
    .orderBy('desk.id');
  return (governorateId === undefined ? rows : rows.where('desk.governorate_id', '=', governorateId)).execute();
}

/** The units of the offices of a governorate, without what is closed. */
export async function listPublicUnits(db: Db, governorateId: string): Promise<PublicUnit[]> {
  return on(db)
    .selectFrom('unit')
    .innerJoin('office', (join) =>
      join.onRef('office.tenant_id', '=', 'unit.tenant_id').onRef('office.id', '=', 'unit.office_id'),
    )
    .select(['unit.id', 'unit.office_id as officeId', 'unit.kind', 'unit.names'])
    .where('office.governorate_id', '=', governorateId)
    .where('office.closed', '=', false)
    .where('unit.closed', '=', false)
    .orderBy('unit.id')
    .execute();
}

/** The outlines of the governorates, as the file has them (TopoJSON); an operator may put another file in its place. */
export function readOutlines(): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'data', 'governorates.topojson'), 'utf8'));
}
