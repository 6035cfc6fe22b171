import { equalBytes, concat } from '../../../base/bytes.ts';
import { fail, must } from '../../../base/problem.ts';
import { streamOpenWith } from '../../../crypto/age-stream.ts';
import type { Attachment } from '../../../crypto/attachment.ts';
import { newFileDigest } from '../../../crypto/file-digest.ts';
import { paddedLength, paddingOf } from '../../../crypto/padding.ts';
import { FILES_MOST_BYTES, UPLOAD_FLOOR } from '../../uploads/upload.model.ts';
import type { ByteReader } from './bundle.ts';
import { readBytes } from './bundle.ts';
import { sniff, SNIFF_BYTES } from './sniff.ts';

/** A file of a message, verified against its sealed list. */
export interface ReceivedFile {
  /** Safe to save under: no path, no hidden letters, the ending that its bytes have. */
  readonly name: string;
  /** Only a picture that a browser can be trusted to show is one; everything else is saved and opened elsewhere. */
  readonly kind: 'picture' | 'other';
  readonly blob: Blob;
}

/** Fetches the sealed stream of an upload from a byte on (`Range: bytes=N-`); throws a Problem when it is refused. */
export type Load = (uploadId: string, first: number) => Promise<Response>;

export interface Receiving {
  readonly attachments: readonly Attachment[];
  /** The report's own identity. */
  readonly identity: string;
  readonly load: Load;
  /** Received bytes, of about so many. */
  readonly onprogress?: ((received: number, total: number) => void) | undefined;
}

const PIECE_BYTES = 256 * 1024;
const TRIES_MOST = 6;
const WAIT_MS = 1_500;
const SHOWN = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const NAME_MOST = 80;

/**
 * Fetches, opens and verifies the files of one message; nothing of them is handed out before the last byte was checked. Refused with
 * `padding_damaged` or `envelope_damaged` when stream and list do not fit, else as `streamOpenWith`.
 */
export async function receiveFiles({ attachments, identity, load, onprogress }: Receiving): Promise<ReceivedFile[]> {
  const uploadId = attachments[0]?.upload ?? fail('wrong_shape');
  const content = attachments.reduce((sum, { size }) => sum + size, 0);
  must(attachments.every(({ upload }) => upload === uploadId) && content <= FILES_MOST_BYTES, 'wrong_shape');
  const total = paddedLength(content, UPLOAD_FLOOR);
  const sealed = resumed(uploadId, load, (received) => onprogress?.(Math.min(received, total), total));
  const reader = readBytes(await streamOpenWith(identity, sealed));
  try {
    const parts = await takeApart(reader, attachments, content);
    return await Promise.all(parts.map((blob, at) => received(attachments[at] ?? fail('internal'), blob)));
  } finally {
    void reader.cancel();
  }
}

/** The files in a padded stream, each by its digest, and the padding to its last zero. */
async function takeApart(reader: ByteReader, attachments: readonly Attachment[], content: number): Promise<Blob[]> {
  const { prefix, zeros } = paddingOf(content, UPLOAD_FLOOR);
  must(equalBytes(await reader.take(prefix.length), prefix), 'padding_damaged');
  const blobs: Blob[] = [];
  for (const { size, digest } of attachments) {
    const seen = newFileDigest();
    const pieces: Uint8Array[] = [];
    await eachPiece(reader, size, (piece) => {
      seen.update(piece);
      pieces.push(concat(piece));
    });
    must(seen.finish() === digest, 'envelope_damaged');
    blobs.push(new Blob(pieces as BlobPart[]));
  }
  await eachPiece(reader, zeros, (piece) =>
    must(
      piece.every((byte) => byte === 0),
      'padding_damaged',
    ),
  );
  must((await reader.take(1)).length === 0, 'padding_damaged');
  return blobs;
}

async function eachPiece(reader: ByteReader, size: number, visit: (piece: Uint8Array) => void): Promise<void> {
  for (let left = size; left > 0;) {
    const piece = await reader.take(Math.min(left, PIECE_BYTES));
    must(piece.length > 0, 'padding_damaged');
    visit(piece);
    left -= piece.length;
  }
}

/** One stream out of as many requests as a bad line needs. */
function resumed(uploadId: string, load: Load, onreceived: (received: number) => void): ReadableStream<Uint8Array> {
  let received = 0;
  let failures = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  async function next(): Promise<Uint8Array | undefined> {
    for (;;) {
      try {
        reader ??= await open();
        const { done, value } = await reader.read();
        if (!done) failures = 0;
        return value;
      } catch (error) {
        reader = undefined;
        // A refusal of the server is one at the second try as well.
        if (isRefusal(error) || ++failures === TRIES_MOST) throw error;
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      }
    }
  }

  async function open(): Promise<ReadableStreamDefaultReader<Uint8Array>> {
    const answer = await load(uploadId, received);
    // An answer from the beginning would be taken for the rest.
    must(answer.body && (received === 0 || answer.status === 206), 'unavailable');
    return answer.body.getReader();
  }

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await next();
      if (piece === undefined) return controller.close();
      received += piece.length;
      onreceived(received);
      controller.enqueue(piece);
    },
    cancel: async () => reader?.cancel(),
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== 'unavailable';
}

/** What the sender says about a file is not believed: its bytes decide how it is shown and what it ends in. */
async function received({ name }: Attachment, blob: Blob): Promise<ReceivedFile> {
  const bytes = async (piece: Blob) => new Uint8Array(await piece.arrayBuffer());
  const found = await sniff(await bytes(blob.slice(0, SNIFF_BYTES)), () => bytes(blob));
  if (!found || found.kind === 'video') return { name: safeName(name, 'bin'), kind: 'other', blob: asOther(blob) };
  const { type, ending } = found;
  if (!SHOWN.includes(type)) return { name: safeName(name, ending), kind: 'other', blob: asOther(blob) };
  return { name: safeName(name, ending), kind: 'picture', blob: blob.slice(0, blob.size, type) };
}

/** No type that a browser opens by itself. */
function asOther(blob: Blob): Blob {
  return blob.slice(0, blob.size, 'application/octet-stream');
}

/** A name that is safe to save under: letters, digits and marks of any script, no path, no hidden or turning letters, this ending. */
export function safeName(name: string, ending: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  const bare = last.replace(/\.[^.]*$/, '');
  const plain = bare
    .replace(/[^\p{L}\p{M}\p{N} _-]+/gu, '_')
    .replace(/^[\s_-]+|[\s_-]+$/g, '')
    .slice(0, NAME_MOST);
  return `${plain === '' ? 'file' : plain}.${ending}`;
}
