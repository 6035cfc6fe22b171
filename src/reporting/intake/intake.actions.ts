import { createHash } from 'node:crypto';
import { newAuditLeaf } from '../../audit/event.ts';
import { equalBytes, fromBase64url } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { baghdadDay, minuteOfDay, weekday } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import { fail, isProblem, must } from '../../base/problem.ts';
import { provesWork } from '../../base/proof-of-work.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { KEY_FILE_RULE } from '../../crypto/key-file.ts';
import { BODY_RULE } from '../../crypto/report.ts';
import { SUMMARY_RULE } from '../../crypto/summary.ts';
import type { TenantOfDesk } from '../../directory/index.ts';
import type { Challenges } from '../../http/challenge.ts';
import type { Database } from '../../storage/database.ts';
import type { RoomForText } from '../../storage/disk.ts';
import type { submitReport } from '../contract.ts';
import type { Intake, NewReport } from './intake.queries.ts';
import { findOwnReport, insertReport } from './intake.queries.ts';
import { urgentUntilOf } from '../model.ts';

export interface IntakeGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly challenges: Challenges;
  readonly tenantOfDesk: TenantOfDesk;
  /** Throws `storage_full` when the disk has no room even for a text. */
  readonly roomForText: RoomForText;
}

type Submission = Input<typeof submitReport>['body'];

/**
 * Stores a sealed report durably before it answers. The server opens nothing: it checks the work, the form of the envelopes and that
 * the desk is open under this key. The same id with the same content gets the first answer again; with another it is a 409. Urgency
 * that nobody is on duty for is not kept, and she is told so: the report itself is never turned away for it.
 */
export async function submit(ground: IntakeGround, submission: Submission): Promise<OutputOf<typeof submitReport>> {
  const { proof } = submission;
  ground.challenges.mustStand(proof.challenge);
  must(await provesWork(proof.challenge, submission.id, proof.nonce), 'proof_of_work');
  const report = readSubmission(submission, ground.clock());
  const tenantId = (await ground.tenantOfDesk(report.deskId)) ?? fail('desk_unknown');
  try {
    await ground.roomForText();
  } catch (full) {
    // What arrived before the disk was full is there: she is told so, whenever she asks again.
    if (!isProblem(full, 'storage_full') || !(await isStored(ground.database, report))) throw full;
  }
  const leaf = newAuditLeaf({
    tenantId,
    day: report.day,
    actor: 'reporter',
    verb: 'report.submitted',
    object: `report:${report.id}`,
  });
  const intake = await insertReport(ground.database.direct, report, leaf);
  if (intake.stored) return { reportId: report.id, day: report.day, urgent: intake.urgent };
  // A desk that closed, or changed its key, after this report was stored: she is told that it arrived.
  must(intake.deskTaken || (await isStored(ground.database, report)), 'desk_closed');
  const first = await readFirst(ground.database, report, intake);
  return { reportId: report.id, day: first.day, urgent: submission.urgent && first.urgent };
}

async function isStored(database: Database, report: NewReport): Promise<boolean> {
  return database.transact({ mailbox: report.mailbox.id }, async (tx) => {
    const first = await findOwnReport(tx, report.id);
    return first !== undefined && equalBytes(first.digest, report.digest);
  });
}

/** This very report as it was stored before; `already_different` when another one has its id. */
async function readFirst(database: Database, report: NewReport, { uploadReady }: Intake) {
  return database.transact({ mailbox: report.mailbox.id }, async (tx) => {
    const first = await findOwnReport(tx, report.id);
    must(first ?? uploadReady, 'upload_incomplete');
    must(first && equalBytes(first.digest, report.digest), 'already_different');
    return first;
  });
}

function readSubmission(submission: Submission, now: number): NewReport {
  const keyFile = fromBase64url(submission.keyFile);
  const summary = fromBase64url(submission.summary);
  const body = fromBase64url(submission.body);
  const signingKey = fromBase64url(submission.mailbox.signingKey);
  must(signingKey.length === 32, 'wrong_shape');
  checkSealed(keyFile, KEY_FILE_RULE);
  checkSealed(summary, SUMMARY_RULE);
  checkSealed(body, BODY_RULE);
  const { id, deskId, epoch, women, notPolice, mailbox, uploadId } = submission;
  return {
    id,
    deskId,
    epoch,
    women,
    notPolice,
    urgent: submission.urgent
      ? { until: urgentUntilOf(now), weekday: weekday(baghdadDay(now)), minute: minuteOfDay(now) }
      : null,
    mailbox: { id: mailbox.id, signingKey },
    keyFile,
    summary,
    body,
    digest: createHash('sha256')
      .update(deskId)
      .update(mailbox.id)
      .update(keyFile)
      .update(summary)
      .update(body)
      .update(uploadId ?? '')
      .digest(),
    day: baghdadDay(now),
    uploadId,
  };
}
