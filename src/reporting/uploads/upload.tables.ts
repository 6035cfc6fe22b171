import type { Generated } from 'kysely';
import type { Id } from '../../base/ids.ts';

/** How far an upload has come: it arrives, is complete, is named by a report or a message, or its report was destroyed. */
export type UploadState = 'arriving' | 'complete' | 'kept' | 'gone';

/** The row of an upload as PostgreSQL holds it (migrations/0009-uploads.sql), and the columns that name one. */
export interface UploadTables {
  upload: { id: Id; size: number; state: Generated<UploadState> };
  report: { id: Id; upload_id: Id | null };
  report_message: { report_id: Id; id: Id; upload_id: Id | null };
}
