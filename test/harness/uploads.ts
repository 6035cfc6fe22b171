import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { findProof } from '../../src/base/proof-of-work.ts';
import { sealTo } from '../../src/crypto/age.ts';
import { pad } from '../../src/crypto/padding.ts';
import { TUS_PART, TUS_VERSION, UPLOAD_FLOOR, uploadPath } from '../../src/reporting/uploads/upload.model.ts';
import { concat, toBase64url, utf8 } from '../../src/base/bytes.ts';
import type { MailboxKeys } from '../../src/crypto/receipt.ts';
import { sign } from '../../src/crypto/sign.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from '../../src/reporting/mailbox/request.model.ts';
import { challengeOf } from './reporter.ts';

/** A sealed stream of files as a browser makes it: `size` bytes of content, padded, to one recipient. */
export async function sealedFiles(
  recipient: string,
  size: number,
): Promise<{ content: Uint8Array; sealed: Uint8Array }> {
  const content = concat(randomBytes(size));
  return { content, sealed: await sealTo([recipient], pad(content, UPLOAD_FLOOR)) };
}

/** Begins an upload, with its proof of work. */
export async function beginUpload(server: FastifyInstance, size: number, id: Id = randomId()) {
  const challenge = await challengeOf(server);
  const answer = await server.inject({
    method: 'POST',
    url: '/api/uploads',
    payload: { id, size, proof: { challenge, nonce: await findProof(challenge, id) } },
  });
  return { id, answer };
}

/** Sends bytes from an offset. */
export async function sendPart(
  server: FastifyInstance,
  id: Id,
  offset: number,
  part: Uint8Array,
  headers: object = {},
) {
  return server.inject({
    method: 'PATCH',
    url: uploadPath(id),
    headers: { 'tus-resumable': TUS_VERSION, 'content-type': TUS_PART, 'upload-offset': String(offset), ...headers },
    payload: Buffer.from(part),
  });
}

/** Where an upload stands. */
export async function askOffset(server: FastifyInstance, id: Id) {
  return server.inject({ method: 'HEAD', url: uploadPath(id), headers: { 'tus-resumable': TUS_VERSION } });
}

/** A whole upload, complete. */
export async function uploadAll(server: FastifyInstance, sealed: Uint8Array): Promise<Id> {
  const { id, answer } = await beginUpload(server, sealed.length);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  const sent = await sendPart(server, id, 0, sealed);
  if (sent.statusCode !== 204) throw new Error(sent.body);
  return id;
}

/** Fetches as the holder of a mailbox; the answer's bytes are in `rawPayload`. */
export async function fetchAsMailbox(server: FastifyInstance, mailbox: MailboxKeys, path: string) {
  const challenge = await challengeOf(server);
  const signed = utf8(mailboxRequest({ method: 'GET', path, challenge, body: null }));
  const signature = toBase64url(await sign(MAILBOX_CONTEXT, mailbox.signing.secret, signed));
  const authorization = `Mailbox ${mailbox.mailboxId}.${challenge}.${signature}`;
  return server.inject({ url: path, headers: { authorization } });
}
