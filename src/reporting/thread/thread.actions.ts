import { createHash } from 'node:crypto';
import { equalBytes, fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { BODY_RULE } from '../../crypto/report.ts';
import type { Queries } from '../../storage/database.ts';
import type { MessageRow } from './message.queries.ts';
import { findMessageDigest, insertMessage } from './message.queries.ts';
import type { ReportRow } from '../queries.ts';
import { keepForMessage } from '../uploads/upload.queries.ts';

export interface NewMessage {
  readonly id: Id;
  readonly seq: number;
  /** Sealed, base64url. */
  readonly body: string;
  /** The complete upload that carries its files. */
  readonly uploadId?: Id | undefined;
}

/**
 * Adds a message to a report's thread; the report's row is locked by the caller. The same id and content again change nothing; the
 * same id with other content, or a number that is not the next of its side, is `already_different`: read the thread and sign anew.
 */
export async function addMessage(
  tx: Queries,
  report: ReportRow,
  side: 'reporter' | 'desk',
  message: NewMessage,
  day: Day,
): Promise<{ added: boolean }> {
  const body = fromBase64url(message.body);
  checkSealed(body, BODY_RULE);
  const digest = createHash('sha256')
    .update(body)
    .update(message.uploadId ?? '')
    .digest();
  const first = await findMessageDigest(tx, report.id, message.id);
  if (first) {
    must(equalBytes(first, digest), 'already_different');
    return { added: false };
  }
  const last = side === 'desk' ? report.deskMessages : report.reporterMessages;
  must(message.seq === last + 1, 'already_different');
  must(message.uploadId === undefined || (await keepForMessage(tx, message.uploadId)), 'upload_incomplete');
  await insertMessage(tx, {
    tenant_id: report.tenantId,
    report_id: report.id,
    id: message.id,
    side,
    seq: message.seq,
    day,
    body,
    digest,
    upload_id: message.uploadId ?? null,
  });
  return { added: true };
}

/** A sealed message as it travels. */
export function messageAsText(message: MessageRow) {
  return { ...message, body: toBase64url(message.body) };
}
