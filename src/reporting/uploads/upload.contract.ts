import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { id } from '../../base/shapes.ts';
import { SEALED_LEAST, SEALED_MOST } from './upload.model.ts';

const ofUpload = z.object({ uploadId: id });
const ofReport = z.object({ reportId: id, uploadId: id });
/** Bytes: the schema only says so in the API description. */
const bytes = z.any();

/**
 * Uploads follow the core of tus 1.0 (HEAD, PATCH), so that they go on after a broken line and a restart. Creation is our own call:
 * it carries the id that the client chose and its proof of work, which belong into a contract and not into a header.
 */
export const beginUpload = endpoint({
  method: 'POST',
  path: '/api/uploads',
  door: 'public',
  summary: 'Begins the one sealed stream that carries all files of a message; the same id and size again go on.',
  body: z.strictObject({
    id,
    size: z.int().min(SEALED_LEAST).max(SEALED_MOST),
    proof: z.strictObject({ challenge: z.string().max(64), nonce: z.int().nonnegative() }),
  }),
  output: z.object({ offset: z.int().nonnegative() }),
});

export const askUpload = endpoint({
  method: 'HEAD',
  path: '/api/uploads/:uploadId',
  door: 'public',
  summary: 'How much of an upload has arrived (tus): headers Upload-Offset and Upload-Length.',
  params: ofUpload,
  output: bytes,
});

export const continueUpload = endpoint({
  method: 'PATCH',
  path: '/api/uploads/:uploadId',
  door: 'public',
  summary: 'Adds bytes at an offset (tus); what has arrived of a broken request is kept.',
  bodyLimit: SEALED_MOST,
  params: ofUpload,
  output: bytes,
});

export const fetchUploadAtDesk = endpoint({
  method: 'GET',
  path: '/api/reports/:reportId/uploads/:uploadId',
  door: 'staff',
  summary: 'The sealed stream of files of one message, for who may open its report; Range: bytes=N- goes on.',
  params: ofReport,
  output: bytes,
});

export const fetchUploadInMailbox = endpoint({
  method: 'GET',
  path: '/api/mailbox/reports/:reportId/uploads/:uploadId',
  door: 'mailbox',
  summary:
    'The sealed stream of files of one message, for the holder of the receipt; Range: bytes=N- goes on. Never logged.',
  params: ofReport,
  output: bytes,
});
