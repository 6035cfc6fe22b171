import { concat, toHex } from '../../base/bytes.ts';

/** The beginning of PostgreSQL's binary COPY: a signature, flags, and a header extension of no length. */
const HEADER_BYTES = 19;
const TRAILER = -1;
const TRAILER_BYTES = 2;

/**
 * The rows of a binary COPY without those whose UUID in a column is refused: they never reach the database. Throws a sentence when the
 * rows are damaged.
 * @param column the place of the column, from 0
 */
export async function* filterRows(
  rows: AsyncIterable<Uint8Array>,
  column: number,
  isRefused: (uuid: string) => boolean,
): AsyncGenerator<Uint8Array> {
  let left: Uint8Array = new Uint8Array();
  let began = false;
  for await (const piece of rows) {
    left = concat(left, piece);
    let at = 0;
    if (!began && left.length >= HEADER_BYTES) {
      yield left.slice(0, HEADER_BYTES);
      at = HEADER_BYTES;
      began = true;
    }
    if (!began) continue;
    for (let end = endOfRow(left, at); end !== undefined; end = endOfRow(left, at)) {
      const row = left.slice(at, end);
      if (row.length === TRAILER_BYTES || !isRefused(uuidIn(row, column))) yield row;
      at = end;
    }
    left = left.slice(at);
  }
  if (left.length > 0) throw new Error('The rows of the backup are damaged.');
}

function endOfRow(bytes: Uint8Array, from: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (from + 2 > bytes.length) return undefined;
  const fields = view.getInt16(from);
  if (fields === TRAILER) return from + 2;
  let at = from + 2;
  for (let field = 0; field < fields; field++) {
    if (at + 4 > bytes.length) return undefined;
    at += 4 + Math.max(0, view.getInt32(at));
  }
  return at <= bytes.length ? at : undefined;
}

function uuidIn(row: Uint8Array, column: number): string {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  let at = 2;
  for (let field = 0; field < column; field++) at += 4 + Math.max(0, view.getInt32(at));
  const digits = toHex(row.subarray(at + 4, at + 20));
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
