import { fromBase64url, toBase64url } from '../../../base/bytes.ts';
import { systemClock } from '../../../base/clock.ts';
import type { BodyOf, OutputOf } from '../../../base/endpoint.ts';
import { randomId } from '../../../base/ids.ts';
import type { Id } from '../../../base/ids.ts';
import { isProblem, must } from '../../../base/problem.ts';
import type { DeskRecord } from '../../../crypto/desk-record.ts';
import { findEpochKey } from '../../../crypto/desk-record.ts';
import { openKeyFile } from '../../../crypto/key-file.ts';
import { sealMessage } from '../../../crypto/message.ts';
import { provesNotPoliceLifted } from '../../../crypto/not-police.ts';
import { provesOneReporter } from '../../../crypto/one-reporter.ts';
import type { ReportContent } from '../../../crypto/report.ts';
import { openReport } from '../../../crypto/report.ts';
import type { Thread } from '../../../crypto/thread.ts';
import { readThread } from '../../../crypto/thread.ts';
import type { OpenDesk } from '../../../web/desk/desk-keys.ts';
import { findLivingEpoch } from '../../../web/desk/desk-keys.ts';
import { signedBytes } from '../../../web/desk/session-key.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import { loadDeskRecord } from '../../../web/desk/trust.ts';
import { deskUploadPath } from '../../uploads/upload.model.ts';
import type { Load } from '../attach/receive.ts';
import type { openReport as openEndpoint, writeFromDesk } from '../../desk/desk.contract.ts';
import { answerBand } from '../../desk/desk.model.ts';

export type ServerReport = OutputOf<typeof openEndpoint>;

/** A report that was opened on this device: verified, or marked as one whose envelope does not open. */
export type OpenedReport =
  | { readonly kind: 'unreadable'; readonly server: ServerReport }
  | {
      readonly kind: 'read';
      readonly server: ServerReport;
      readonly content: ReportContent;
      /** The report's own identity: opens its files. */
      readonly identity: string;
      readonly thread: Thread;
      /** The reports that she calls hers as well, by a signed word from this one's mailbox. */
      readonly signedLinks: ReadonlySet<Id>;
      /** The days of the messages, by id: they stand outside the sealed part. */
      readonly days: ReadonlyMap<Id, string>;
    };
export type ReadReport = Extract<OpenedReport, { kind: 'read' }>;

/** Opens a report: the server notes it and tells her. Only what verifies is given back; the rest of the thread is named as refused. */
export async function fetchReport(desk: OpenDesk, reportId: Id): Promise<OpenedReport> {
  const server = await deskCall<ServerReport>('POST', `/api/reports/${reportId}/open`);
  const identities = desk.epochs.filter((each) => (each.key === 'women') === server.women).map((each) => each.identity);
  try {
    const key = await openKeyFile(identities, fromBase64url(server.keyFile));
    const content = await openReport(key.identity, fromBase64url(server.body), { reportId });
    // What decides who may read stands inside, signed by her; the server's word must not differ from it.
    must(content.womenOnly === server.women, 'signature_refused');
    must(content.notPolice === server.notPolice || (await wasLifted(server, content)), 'signature_refused');
    const records = await recordsOf(desk, server, content);
    const thread = await readThread(
      key.identity,
      reportId,
      server.messages.map((each) => ({ id: each.id, sealed: fromBase64url(each.body) })),
      {
        reporter: fromBase64url(content.mailbox.signingKey),
        findDeskKey: ({ deskId, epoch }) => {
          const record = records.find((each) => each.id === deskId);
          const signer = record && findEpochKey(record, content.womenOnly ? 'women' : 'general', epoch);
          return signer === undefined ? undefined : fromBase64url(signer);
        },
      },
    );
    return {
      kind: 'read',
      server,
      content,
      identity: key.identity,
      thread,
      signedLinks: await signedLinksOf(server, content),
      days: new Map(server.messages.map((each) => [each.id, each.day])),
    };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { kind: 'unreadable', server };
  }
}

/** Whether she took the mark "not the police" off herself, by her mailbox's key. */
async function wasLifted(server: ServerReport, content: ReportContent): Promise<boolean> {
  const key = fromBase64url(content.mailbox.signingKey);
  return (
    content.notPolice &&
    server.notPoliceLifted !== null &&
    (await provesNotPoliceLifted(key, fromBase64url(server.notPoliceLifted), content.reportId))
  );
}

/** The links of a report for which her own word stands, by its mailbox's key. */
async function signedLinksOf({ links }: ServerReport, content: ReportContent): Promise<ReadonlySet<Id>> {
  const key = fromBase64url(content.mailbox.signingKey);
  const signed = new Set<Id>();
  for (const { word, otherId } of links) {
    if (word === null) continue;
    if (await provesOneReporter(key, fromBase64url(word), content.reportId, otherId)) signed.add(otherId);
  }
  return signed;
}

/** Records of all desks that may have signed in this thread; one that does not verify leaves its messages refused. */
async function recordsOf(desk: OpenDesk, server: ServerReport, content: ReportContent): Promise<readonly DeskRecord[]> {
  const others = new Set([content.deskId, ...server.notices.map((each) => each.deskId)]);
  others.delete(desk.deskId);
  const found = await Promise.all([...others].map((id) => loadDeskRecord(id).catch(() => undefined)));
  return [desk.record, ...found.filter((record): record is DeskRecord => record !== undefined)];
}

/**
 * Signs and sends an answer. `already_different` when somebody of the desk answered in between: fetch the thread, show it, and send
 * again, signed anew.
 */
export async function reply(desk: OpenDesk, report: ReadReport, role: string, text: string): Promise<void> {
  const { content, server, thread } = report;
  const epoch = findLivingEpoch(desk, server.women);
  must(epoch, 'epoch_ended');
  const id = randomId();
  const ours = server.messages.filter((each) => each.side === 'desk').map((each) => each.seq);
  // A refused message holds its number on the server all the same.
  const seq = Math.max(thread.last.desk, ...ours) + 1;
  const band = seq === 1 ? answerBand(systemClock(), { day: server.day, writtenAt: writtenAtOf(content) }) : undefined;
  const sealed = await sealMessage(
    content.recipient,
    {
      v: 1,
      kind: 'message',
      reportId: server.id,
      id,
      side: 'desk',
      seq,
      text,
      seenOther: thread.last.reporter,
      desk: {
        deskId: desk.deskId,
        epoch: epoch.n,
        role,
        ...(band === undefined ? {} : { answered: band }),
      },
    },
    epoch.signing.secret,
  );
  const message: BodyOf<typeof writeFromDesk> = { id, seq, body: toBase64url(sealed) };
  if (band !== undefined) message.firstAnswer = band;
  await deskCall('POST', `/api/reports/${server.id}/messages`, message);
}

/** The quarter-hour in which she wrote, if her report says it (ms). */
function writtenAtOf(content: ReportContent): number | undefined {
  const { writtenAt } = content.answers;
  return typeof writtenAt === 'number' && Number.isSafeInteger(writtenAt) ? writtenAt : undefined;
}

/** Fetches the files of a report or of a message of its thread. */
export function loadOf(report: ReadReport): Load {
  return (uploadId, first) => signedBytes(deskUploadPath(report.server.id, uploadId), first);
}
