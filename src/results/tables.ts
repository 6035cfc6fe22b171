import type { Generated } from 'kysely';
import type { Day, HalfYear } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { StatStubRow } from '../cases/index.ts';
import type { CitedForm } from './model.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0008-results.sql). */
export interface ResultsTables {
  release: { half_year: HalfYear; released_on: Day; total: number | null; illustrative: boolean };
  release_start: { one: Generated<boolean>; half_year: HalfYear };
  release_cell: { half_year: HalfYear; governorate_id: string; count: number | null };
  stub_cube: { half_year: HalfYear; dimensions: string; keys: string[]; count: number };
  cited_figure: {
    id: Id;
    value: number;
    upto: number | null;
    form: Generated<CitedForm>;
    from_day: Day;
    until_day: Day;
    period: Names | null;
    what: Names;
    place: Names;
    source: Names;
  };
  cited_comparison: { id: Id; before_id: Id; after_id: Id; between_text: Names };
}

/** What the slice cases leaves for counting (its own migration): read and deleted by the role of the jobs alone. */
export interface StubTables {
  stat_stub: StatStubRow;
  stat_counter: { half_year: HalfYear; governorate_id: string; count: number };
}
