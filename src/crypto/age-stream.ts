import { concat } from '../base/bytes.ts';
import type { Problem } from '../base/problem.ts';
import { decrypterFor, encrypterFor } from './age.ts';
import { HEADER_MOST, readAgeHeader } from './age-header.ts';

/** As `sealTo`, for what is too long to hold in memory. */
export async function streamSealTo(
  recipients: readonly string[],
  plain: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  return await encrypterFor(recipients).encrypt(plain);
}

/**
 * As `openWith`, chunk by chunk. Nothing may be shown or kept before the stream has ended well: only its end proves that no
 * chunk is missing.
 */
export async function streamOpenWith(
  identities: string | readonly string[],
  sealed: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const { decrypter, refusal } = decrypterFor(identities);
  try {
    return refusing((await decrypter.decrypt(await withCheckedHeader(sealed))).getReader(), refusal);
  } catch (cause) {
    throw refusal(cause);
  }
}

/** The same stream after its header has been read strictly and within bounds. */
async function withCheckedHeader(sealed: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const reader = sealed.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < HEADER_MOST) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  const start = concat(...parts);
  try {
    readAgeHeader(start);
  } catch (cause) {
    await reader.cancel(cause);
    throw cause;
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(start),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** A stream whose errors are our problems. */
function refusing(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  refusal: (cause: unknown) => Problem,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (cause) {
        controller.error(refusal(cause));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
