import pg from 'pg';

/** Type numbers of PostgreSQL's catalogue (pg_type.dat). */
const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;

/**
 * How columns become values: `bigint` a number (refused above 2^53), `date` the text `YYYY-MM-DD`, `bytea` a Buffer, `timestamptz` a
 * Date, `numeric` a text, everything else as the driver has it.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (oid === INT8) return safeInteger;
    if (oid === DATE) return asIs;
    if (oid === INT8_ARRAY) return (text: string) => flatArray(text).map(safeInteger);
    if (oid === DATE_ARRAY) return flatArray;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint column holds more than 2^53');
  return value;
}

function asIs(text: string): string {
  return text;
}

/** The elements of a one-dimensional array of plain words (`{2026-01-01,2026-01-02}`). */
function flatArray(text: string): string[] {
  const inner = text.slice(1, -1);
  return inner === '' ? [] : inner.split(',');
}
