import { PassThrough } from 'node:stream';
import type pg from 'pg';
import { concat } from '../../base/bytes.ts';

/** Rows come in small pieces; they go on in pieces of about this size. */
const PIECE_BYTES = 1_000_000;

/** What the driver's connection can do beside what its types say: PostgreSQL's COPY messages. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** The rows of a `copy … to stdout`, as PostgreSQL writes them; `onEnd` gets their number. */
export async function* copyOut(
  client: pg.Client,
  statement: string,
  onEnd: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  const out = new PassThrough({ highWaterMark: PIECE_BYTES });
  let socket: pg.Connection['stream'] | undefined;
  out.on('drain', () => socket?.resume());
  client.query({
    submit: (connection: pg.Connection) => {
      socket = connection.stream;
      connection.query(statement);
    },
    // The driver uses its buffer again: the bytes are ours only when copied.
    handleCopyData: ({ chunk }: { chunk: Uint8Array }) => {
      if (!out.write(Uint8Array.from(chunk))) socket?.pause();
    },
    handleCommandComplete: ({ text }: { text: string }) => onEnd(rowsIn(text)),
    handleReadyForQuery: () => void out.end(),
    handleError: (error: Error) => void out.destroy(error),
  });
  try {
    yield* inPieces(out);
  } finally {
    socket?.resume();
  }
}

/** Sends rows to a `copy … from stdin`; how many were stored. */
export async function copyIn(client: pg.Client, statement: string, rows: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let stored = 0;
    let failure: unknown;
    client.query({
      submit: (connection: pg.Connection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => {
        send(connection, rows).catch((error: unknown) => {
          failure = error;
          connection.sendCopyFail('the source ended');
        });
      },
      handleCommandComplete: ({ text }: { text: string }) => {
        stored = rowsIn(text);
      },
      handleReadyForQuery: () => resolve(stored),
      // What went wrong at our side says more than "COPY failed".
      handleError: (error: Error) => reject(failure ?? error),
    });
  });
}

async function send(connection: CopyConnection, rows: AsyncIterable<Uint8Array>): Promise<void> {
  const { stream } = connection;
  for await (const piece of rows) {
    connection.sendCopyFromChunk(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
  }
  connection.endCopyFrom();
}

/** The number in PostgreSQL's answer, `COPY 12`. */
function rowsIn(text: string): number {
  return Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
}

async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    parts.push(part);
    size += part.length;
    if (size < PIECE_BYTES) continue;
    yield concat(...parts);
    [parts, size] = [[], 0];
  }
  if (size > 0) yield concat(...parts);
}
