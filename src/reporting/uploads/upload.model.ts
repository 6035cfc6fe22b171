import type { SealedRule } from '../../crypto/age-header.ts';
import { HEADER_MOST, sealedLength } from '../../crypto/age-header.ts';
import { paddedLength } from '../../crypto/padding.ts';

/** All files of one message together, in bytes. */
export const FILES_MOST_BYTES = 10 * 1024 * 1024;

export const FILES_MOST = 20;

/** Padded by PADMÉ with this floor, so that one screenshot and three look alike. */
export const UPLOAD_FLOOR = 64 * 1024;

/** What the blind server checks of the one stream that carries the files of a message: sealed to its report's recipient alone. */
export const UPLOAD_RULE = { stanzas: 1, kind: 'X25519', minBytes: UPLOAD_FLOOR } as const satisfies SealedRule;

/** Sizes that a sealed stream can have at all. */
export const SEALED_LEAST = sealedLength(0, UPLOAD_FLOOR);
export const SEALED_MOST = sealedLength(HEADER_MOST, paddedLength(FILES_MOST_BYTES, UPLOAD_FLOOR));

/** The tus protocol for resumable uploads (tus.io, 1.0.0): version and media type. */
export const TUS_VERSION = '1.0.0';
export const TUS_PART = 'application/offset+octet-stream';

/** Where an upload is continued. */
export function uploadPath(uploadId: string): string {
  return `/api/uploads/${uploadId}`;
}

/** Where the holder of a receipt fetches the files of a message of hers or the desk's. */
export function mailboxUploadPath(reportId: string, uploadId: string): string {
  return `/api/mailbox/reports/${reportId}/uploads/${uploadId}`;
}

/** Where a desk fetches them. */
export function deskUploadPath(reportId: string, uploadId: string): string {
  return `/api/reports/${reportId}/uploads/${uploadId}`;
}
