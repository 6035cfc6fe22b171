import { streamSealTo } from '../../../crypto/age-stream.ts';
import { readAgeHeader, sealedLength } from '../../../crypto/age-header.ts';
import { concat } from '../../../base/bytes.ts';
import { newFileDigest } from '../../../crypto/file-digest.ts';
import { paddedLength, paddingOf } from '../../../crypto/padding.ts';
import { UPLOAD_FLOOR } from '../../uploads/upload.model.ts';
import { bytesOf } from './files.ts';

/** What is read of a file at once: memory stays small whatever its size. */
const PIECE_BYTES = 256 * 1024;
/** More than any header of ours takes. */
const HEADER_ROOM = 1024;

/** All files, one after the other, padded: what is sealed. */
export interface Bundle {
  readonly stream: ReadableStream<Uint8Array>;
  /** Length of the stream in bytes, padding and all. */
  readonly length: number;
  /** SHA-256 of each file as base64url, in their order; complete when the stream has been read to its end. */
  readonly digests: readonly string[];
}

/** A sealed stream whose whole length is known before it is made. */
export interface SealedBundle {
  readonly reader: ByteReader;
  readonly length: number;
}

/** Reads a stream in pieces of the size one asks for. */
export interface ByteReader {
  /** The next bytes: `count` of them, fewer only at the end. */
  readonly take: (count: number) => Promise<Uint8Array>;
  readonly cancel: () => Promise<void>;
}

/** The padded stream of these files; each is read when it is its turn. */
export function bundle(files: readonly Blob[]): Bundle {
  const content = files.reduce((sum, file) => sum + file.size, 0);
  const { prefix, zeros } = paddingOf(content, UPLOAD_FLOOR);
  const digests: string[] = [];
  const pieces = piecesOf(files, digests, prefix, zeros);
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void pieces.return(undefined),
  });
  return { stream, length: paddedLength(content, UPLOAD_FLOOR), digests };
}

/** The bundle sealed to a report's recipient. Reads as it goes: nothing is held but the piece under way. */
export async function sealBundle(recipient: string, { stream, length }: Bundle): Promise<SealedBundle> {
  const reader = readBytes(await streamSealTo([recipient], stream));
  const start = await reader.take(HEADER_ROOM);
  const { headerLength } = readAgeHeader(start);
  let held: Uint8Array = start;
  return {
    length: sealedLength(headerLength, length),
    reader: {
      cancel: reader.cancel,
      take: async (count) => {
        const more = count > held.length ? await reader.take(count - held.length) : new Uint8Array(0);
        const all = held.length === 0 ? more : concat(held, more);
        held = all.slice(count);
        return all.subarray(0, count);
      },
    },
  };
}

/** A stream as a `ByteReader`. */
export function readBytes(stream: ReadableStream<Uint8Array>): ByteReader {
  const reader = stream.getReader();
  let held: Uint8Array[] = [];
  let size = 0;
  return {
    cancel: async () => reader.cancel().catch(() => undefined),
    take: async (count) => {
      while (size < count) {
        const { done, value } = await reader.read();
        if (done) break;
        held.push(value);
        size += value.length;
      }
      const all = held.length === 1 && held[0] ? held[0] : concat(...held);
      const taken = all.subarray(0, count);
      held = size > count ? [all.slice(count)] : [];
      size = Math.max(0, size - count);
      return taken;
    },
  };
}

async function* piecesOf(
  files: readonly Blob[],
  digests: string[],
  prefix: Uint8Array,
  zeros: number,
): AsyncGenerator<Uint8Array, void> {
  yield prefix;
  for (const file of files) {
    const digest = newFileDigest();
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      const piece = await bytesOf(file.slice(at, at + PIECE_BYTES));
      digest.update(piece);
      yield piece;
    }
    digests.push(digest.finish());
  }
  for (let left = zeros; left > 0; left -= PIECE_BYTES) yield new Uint8Array(Math.min(left, PIECE_BYTES));
}
