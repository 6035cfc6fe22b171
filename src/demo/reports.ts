import { createHash } from 'node:crypto';
import { newAuditLeaf } from '../audit/event.ts';
import { toBase64url } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import type { Clock } from '../base/clock.ts';
import { addDays, baghdadDay, HOUR_MS, MINUTE_MS, minuteOfDay, startOfDay, weekday } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import type { AgeIdentity } from '../crypto/age.ts';
import { newIdentity } from '../crypto/age.ts';
import type { EpochKeys } from '../crypto/epoch.ts';
import { sealKeyFile } from '../crypto/key-file.ts';
import { sealMessage } from '../crypto/message.ts';
import { sealReport } from '../crypto/report.ts';
import type { SigningKey } from '../crypto/sign.ts';
import { newSigningKey } from '../crypto/sign.ts';
import { sealSummary } from '../crypto/summary.ts';
import { insertMessage, insertReport, summaryOf } from '../reporting/index.ts';
import { urgentUntilOf } from '../reporting/model.ts';
import type { Database } from '../storage/database.ts';
import type { InstalledDesk } from './install.ts';
import { storiesOfDesk } from './stories/of-desk.ts';
import type { Story } from './stories/story.ts';
import { ILLUSTRATIVE } from './stories/story.ts';
import type { StoredStory } from './work.ts';
import { workOn } from './work.ts';

const HOUR_OF_WRITING = 12;

/** Seals illustrative reports to every demo desk with its real keys, stores them as the intake does, and does the desks' work on them. */
export async function addReports(database: Database, desks: readonly InstalledDesk[], clock: Clock): Promise<number> {
  let count = 0;
  for (const desk of desks) {
    for (const story of storiesOfDesk.get(desk.desk.id) ?? []) {
      await addReport(database, desk, story, clock());
      count++;
    }
  }
  return count;
}

async function addReport(database: Database, desk: InstalledDesk, story: Story, now: number): Promise<void> {
  const { organisationId: tenantId } = desk.desk;
  const today = baghdadDay(now);
  const day = addDays(today, -story.daysAgo);
  const hour = startOfDay(day) + (story.hour ?? HOUR_OF_WRITING) * HOUR_MS;
  const writtenAt = story.daysAgo === 0 ? quarterHour(now) : hour;
  const reportId = randomId();
  const report = await newIdentity();
  // Nobody holds this mailbox's receipt: the demo's reporters exist only here.
  const mailbox = { id: randomId(), signing: await newSigningKey(), recipient: (await newIdentity()).recipient };
  const epoch = story.womenOnly && desk.epochs.women ? desk.epochs.women : desk.epochs.general;
  const { body, summary, content, keyFile } = await seal(desk, epoch, story, { reportId, writtenAt }, report, mailbox);
  await insertReport(
    database.direct,
    {
      id: reportId,
      deskId: desk.desk.id,
      epoch: epoch.n,
      women: epoch.key === 'women',
      notPolice: false,
      day,
      keyFile,
      summary,
      body,
      urgent: story.urgent ? { until: urgentUntilOf(now), weekday: weekday(today), minute: minuteOfDay(now) } : null,
      mailbox: {
        id: mailbox.id,
        signingKey: mailbox.signing.public,
      },
      digest: createHash('sha256').update(body).digest(),
    },
    newAuditLeaf({ tenantId, day, actor: 'reporter', verb: 'report.submitted', object: `report:${reportId}` }),
  );
  const { recipient } = report;
  const writeBack: StoredStory['writeBack'] = async (text, seq, seenOther, at) => {
    const id = randomId();
    const message = { v: 1, kind: 'message', reportId, id, side: 'reporter', seq, seenOther, text } as const;
    const sealed = await sealMessage(recipient, message, mailbox.signing.secret);
    const digest = createHash('sha256').update(sealed).digest();
    const row = { tenant_id: tenantId, report_id: reportId, id, side: 'reporter', seq, body: sealed, digest } as const;
    await database.transact({ tenant: tenantId }, (tx) => insertMessage(tx, { ...row, day: baghdadDay(at) }));
  };
  const stored = { story, desk, epoch, reportId, recipient, summary: content, day, writtenAt, today, writeBack };
  await workOn(database, stored);
}

interface DemoMailbox {
  readonly id: Id;
  readonly signing: SigningKey;
  readonly recipient: string;
}

async function seal(
  { desk }: InstalledDesk,
  epoch: EpochKeys,
  story: Story,
  { reportId, writtenAt }: { readonly reportId: Id; readonly writtenAt: number },
  report: AgeIdentity,
  mailbox: DemoMailbox,
) {
  const { language, kind, facet, under18, deadline, safeNow = 'yes', urgent = false } = story;
  const text = ILLUSTRATIVE[language] + story.text;
  const answers: Record<string, Json> = {
    kind,
    safeNow,
    governorateId: desk.governorateId,
    writtenAt,
    ...(facet ? { facet } : {}),
    ...(deadline ? { deadline } : {}),
    ...(under18 ? { under18 } : {}),
  };
  const recipient = story.unreadable ? (await newIdentity()).recipient : report.recipient;
  const body = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient,
      deskId: desk.id,
      epoch: epoch.n,
      language,
      womenOnly: epoch.key === 'women',
      notPolice: false,
      answers,
      text,
      mailbox: {
        id: mailbox.id,
        signingKey: toBase64url(mailbox.signing.public),
      },
    },
    mailbox.signing.secret,
  );
  const content = summaryOf({ reportId, language, answers, text }, urgent);
  const summary = await sealSummary(epoch.recipient, content);
  const keyFile = await sealKeyFile({ identity: report.identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  return { body, summary, content, keyFile };
}

/** As her page rounds it, down. */
function quarterHour(ms: number): number {
  return ms - (ms % (15 * MINUTE_MS));
}
