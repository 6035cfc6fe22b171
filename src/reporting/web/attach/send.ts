import { fail, isProblem, must } from '../../../base/problem.ts';
import { findProof } from '../../../base/proof-of-work.ts';
import type { Id } from '../../../base/ids.ts';
import { randomId } from '../../../base/ids.ts';
import type { Attachment } from '../../../crypto/attachment.ts';
import { call } from '../../../web/api.ts';
import { TUS_PART, TUS_VERSION, uploadPath } from '../../uploads/upload.model.ts';
import type { SealedBundle } from './bundle.ts';
import { bundle, sealBundle } from './bundle.ts';
import type { ChosenFile } from './files.ts';
import { allConfirmed } from './files.ts';

/** How far it has come, in bytes; `waiting` while the line is broken and it tries again. */
export interface SendProgress {
  readonly sent: number;
  readonly total: number;
  readonly waiting: boolean;
}

export interface Sending {
  readonly files: readonly ChosenFile[];
  /** The report's own recipient. */
  readonly recipient: string;
  readonly onprogress?: ((progress: SendProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What goes into the report or message (`attachments`, sealed) and beside it (`uploadId`, for the server). */
export interface SentFiles {
  readonly uploadId: Id;
  readonly attachments: readonly Attachment[];
}

const PART_LEAST = 16 * 1024;
const PART_FIRST = 64 * 1024;
const PART_MOST = 256 * 1024;
/** A part that was quicker than this lets the next one be larger. */
const QUICK_MS = 2_000;
const PART_LIMIT_MS = 60_000;
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A server that has lost an upload twice will not keep the third. */
const LOSSES_MOST = 2;

/**
 * Seals the files into one padded stream and sends it, part by part; a broken line is waited for as long as it takes, and the sending
 * goes on at the byte it had reached. Ends when the server has all of it on its disk. Only one part is ever held in memory. Refused
 * with `storage_full`, `too_large` or `wrong_shape` (a file that is not confirmed); an abort throws what `fetch` throws.
 */
export async function sendFiles(sending: Sending): Promise<SentFiles> {
  must(sending.files.length > 0 && allConfirmed(sending.files), 'wrong_shape');
  for (let losses = 0; ; losses++) {
    try {
      return await sendOnce(sending);
    } catch (error) {
      // The server no longer knows it: a sealed stream cannot be made a second time with the same bytes, so it begins anew.
      if (!isProblem(error, 'not_found') || losses === LOSSES_MOST) throw error;
    }
  }
}

async function sendOnce(sending: Sending): Promise<SentFiles> {
  const { files, recipient } = sending;
  const whole = bundle(files.map((file) => file.blob));
  const sealed = await sealBundle(recipient, whole);
  const uploadId = randomId();
  try {
    await persist(sending, 0, sealed.length, () => begin(uploadId, sealed.length, sending.signal));
    await sendParts(sending, uploadId, sealed);
  } finally {
    void sealed.reader.cancel();
  }
  const attachments = files.map(({ name, type, blob }, at) => ({
    upload: uploadId,
    name,
    type,
    size: blob.size,
    digest: whole.digests[at] ?? fail('internal'),
  }));
  return { uploadId, attachments };
}

async function begin(id: Id, size: number, signal: AbortSignal | undefined): Promise<void> {
  const { challenge } = await call<{ challenge: string }>('GET', '/api/challenge', undefined, signal);
  const proof = { challenge, nonce: await findProof(challenge, id) };
  await call('POST', '/api/uploads', { id, size, proof }, signal);
}

async function sendParts(sending: Sending, id: Id, { reader, length }: SealedBundle): Promise<void> {
  let offset = 0;
  let size = PART_FIRST;
  let part = await reader.take(size);
  while (part.length > 0) {
    sending.onprogress?.({ sent: offset, total: length, waiting: false });
    const started = performance.now();
    const from = offset;
    const rest = part;
    const reached = await persist(sending, from, length, (again) => sendPart(id, from, rest, again, sending.signal));
    // It can stand anywhere in this part and nowhere else; otherwise somebody else's bytes are in it.
    must(reached >= from && reached <= from + rest.length, 'not_found');
    const wasQuick = reached === from + rest.length && performance.now() - started < QUICK_MS;
    size = wasQuick ? Math.min(size * 2, PART_MOST) : Math.max(size / 2, PART_LEAST);
    offset = reached;
    part = rest.subarray(reached - from);
    if (part.length === 0) part = await reader.take(size);
  }
  must(offset === length, 'not_found');
  sending.onprogress?.({ sent: length, total: length, waiting: false });
}

/** Sends bytes and returns where the server stands. After a broken line it first asks: some may have arrived. */
async function sendPart(
  id: Id,
  offset: number,
  part: Uint8Array,
  again: boolean,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (again) {
    const reached = await request('HEAD', id, {}, null, signal);
    if (reached > offset) return reached;
  }
  const headers = { 'content-type': TUS_PART, 'upload-offset': String(offset) };
  return request('PATCH', id, headers, part, signal);
}

async function request(
  method: 'HEAD' | 'PATCH',
  id: Id,
  headers: Readonly<Record<string, string>>,
  part: Uint8Array | null,
  signal: AbortSignal | undefined,
): Promise<number> {
  const limit = new AbortController();
  const stop = () => limit.abort();
  signal?.addEventListener('abort', stop);
  // given up before this part
  if (signal?.aborted) stop();
  const timer = setTimeout(stop, PART_LIMIT_MS);
  try {
    const options: RequestInit = {
      method,
      headers: { ...headers, 'tus-resumable': TUS_VERSION },
      // lib.dom asks for a buffer that is not shared; ours never is
      body: part as Uint8Array<ArrayBuffer> | null,
      signal: limit.signal,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    };
    return offsetIn(await fetch(uploadPath(id), options));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** The offset that the server says; what no second try would mend is thrown as its problem. */
function offsetIn({ ok, status, headers }: Response): number {
  if (status === 404) fail('not_found');
  if (status === 413) fail('too_large');
  if (status === 422) fail('envelope_damaged');
  if (status === 507) fail('storage_full');
  // 409: the server stands elsewhere, and is asked; 408 and 429 pass. No other refusal is mended by another try.
  if (status >= 400 && status < 500 && ![408, 409, 429].includes(status)) fail('malformed');
  const offset = Number(headers.get('upload-offset') ?? Number.NaN);
  must(ok && Number.isSafeInteger(offset), 'unavailable');
  return offset;
}

/** Tries until it is done: a broken line is no answer. `again` says that an earlier try may have done something. */
async function persist<T>(
  { onprogress, signal }: Sending,
  sent: number,
  total: number,
  work: (again: boolean) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work(tries > 0);
    } catch (error) {
      if (signal?.aborted || (isProblem(error) && error.code !== 'unavailable' && error.code !== 'internal'))
        throw error;
      onprogress?.({ sent, total, waiting: true });
      await lineOrTime(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0, signal);
    }
  }
}

/** Waits, but not longer than until the phone says that it has a line again. */
function lineOrTime(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}
