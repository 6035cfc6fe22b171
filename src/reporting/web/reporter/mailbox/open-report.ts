import { fromBase64url, toBase64url } from '../../../../base/bytes.ts';
import type { OutputOf } from '../../../../base/endpoint.ts';
import type { Id } from '../../../../base/ids.ts';
import { must } from '../../../../base/problem.ts';
import type { DeskRecord } from '../../../../crypto/desk-record.ts';
import { findEpochKey } from '../../../../crypto/desk-record.ts';
import type { ReportKey } from '../../../../crypto/key-file.ts';
import { openKeyFile } from '../../../../crypto/key-file.ts';
import type { ThreadKeys } from '../../../../crypto/message.ts';
import type { MailboxKeys } from '../../../../crypto/receipt.ts';
import type { ReportContent } from '../../../../crypto/report.ts';
import { openReport } from '../../../../crypto/report.ts';
import { recipientOf } from '../../../../crypto/age.ts';
import { provesNotPoliceLifted } from '../../../../crypto/not-police.ts';
import type { OwnMarks } from '../../../../crypto/own-marks.ts';
import { findOwnMarks } from '../../../../crypto/own-marks.ts';
import type { Gap, ThreadEntry } from '../../../../crypto/thread.ts';
import { readThread } from '../../../../crypto/thread.ts';
import { loadTrustedDesk } from '../../../../web/report/desks.ts';
import type { readMailbox } from '../../../contract.ts';
import { callMailbox } from './mailbox-call.ts';

/** A report as the server hands it to its mailbox. */
export type StoredReport = OutputOf<typeof readMailbox>['reports'][number];

/** A report that her receipt opened. */
export interface OpenedReport {
  readonly stored: StoredReport;
  /** What opens it; undefined once it is destroyed. */
  readonly key: ReportKey | undefined;
  /** To whom her messages are sealed. */
  readonly recipient: string | undefined;
  /** What she wrote; undefined when it is destroyed, removed from here, or refused. */
  readonly content: ReportContent | undefined;
  readonly refused: boolean;
  /** Who may read it, by her own signature: in the report, or in the word she gave when she removed it; undefined when neither is there. */
  readonly marks: OwnMarks | undefined;
  readonly entries: readonly ThreadEntry[];
  /** Messages that are known to exist and did not come; what she removed herself is not among them. */
  readonly missing: readonly Gap[];
  /** The last numbers of both sides: her next message takes the one after hers. */
  readonly last: { readonly reporter: number; readonly desk: number };
  /** The desks that had it in hand, as their organisations vouch for them; one that nobody vouches for is not there. */
  readonly desks: ReadonlyMap<Id, DeskRecord>;
}

/** Reads the mailbox and opens all that is in it. */
export async function openReports(keys: MailboxKeys): Promise<readonly OpenedReport[]> {
  const { reports } = await callMailbox<OutputOf<typeof readMailbox>>(keys, 'GET', '/api/mailbox');
  return await Promise.all(reports.map((stored) => openStored(stored, keys)));
}

async function openStored(stored: StoredReport, keys: MailboxKeys): Promise<OpenedReport> {
  const desks = await loadDesks([stored.deskId, ...stored.notices.map(({ deskId }) => deskId)]);
  const hidden = stored.hidden ?? { reporter: 0, desk: 0 };
  const nothing = { content: undefined, recipient: undefined, refused: false, entries: [], missing: [], last: hidden };
  if (stored.keyFile === null) return { stored, key: undefined, desks, marks: undefined, ...nothing };
  const key = await openKeyFile(keys.identity, fromBase64url(stored.keyFile));
  const recipient = await recipientOf(key.identity);
  const { content, refused } = await readOwn(stored, key, keys);
  const marks = await marksOf(stored, content, keys);
  const thread = await readThread(
    key.identity,
    stored.id,
    stored.messages.map(({ id, body }) => ({ id, sealed: fromBase64url(body) })),
    { reporter: keys.signing.public, findDeskKey: deskKeysOf(desks, marks?.womenOnly ?? true) },
  );
  const last = {
    reporter: Math.max(thread.last.reporter, hidden.reporter),
    desk: Math.max(thread.last.desk, hidden.desk),
  };
  const missing = thread.missing.flatMap((gap) => {
    const from = Math.max(gap.from, hidden[gap.side] + 1);
    return from > gap.to ? [] : [{ ...gap, from }];
  });
  return { stored, key, recipient, content, refused, marks, entries: thread.entries, missing, last, desks };
}

async function readOwn({ id, body }: StoredReport, { identity }: ReportKey, keys: MailboxKeys) {
  if (body === null) return { content: undefined, refused: false };
  try {
    const content = await openReport(identity, fromBase64url(body), { reportId: id });
    // signed by the key that it names: that must be her own
    must(content.mailbox.signingKey === toBase64url(keys.signing.public), 'signature_refused');
    return { content, refused: false };
  } catch {
    return { content: undefined, refused: true };
  }
}

async function marksOf(
  stored: StoredReport,
  content: ReportContent | undefined,
  keys: MailboxKeys,
): Promise<OwnMarks | undefined> {
  const { id, ownMarks, notPoliceLifted } = stored;
  const own = keys.signing.public;
  const signed = content ?? (ownMarks === null ? undefined : await findOwnMarks(own, fromBase64url(ownMarks), id));
  if (signed === undefined) return undefined;
  const lifted = notPoliceLifted !== null && (await provesNotPoliceLifted(own, fromBase64url(notPoliceLifted), id));
  return { womenOnly: signed.womenOnly, notPolice: signed.notPolice && !lifted };
}

/** Where she asked for a woman only, or nothing of hers says that she did not, an answer under the key that all members hold is none. */
function deskKeysOf(desks: ReadonlyMap<Id, DeskRecord>, womenOnly: boolean): ThreadKeys['findDeskKey'] {
  return ({ deskId, epoch }) => {
    const record = desks.get(deskId);
    const found = record && findEpochKey(record, womenOnly ? 'women' : 'general', epoch);
    return found === undefined ? undefined : fromBase64url(found);
  };
}

async function loadDesks(ids: readonly Id[]): Promise<Map<Id, DeskRecord>> {
  const desks = new Map<Id, DeskRecord>();
  await Promise.all(
    [...new Set(ids)].map(async (id) => {
      // a desk that cannot be confirmed now is shown as one; its messages are refused
      const record = await loadTrustedDesk(id).catch(() => undefined);
      if (record) desks.set(id, record);
    }),
  );
  return desks;
}
