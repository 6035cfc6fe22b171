import { createHash } from 'node:crypto';
import { newAuditLeaf } from '../audit/event.ts';
import { toBase64url } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import type { Day } from '../base/clock.ts';
import { addDays } from '../base/clock.ts';
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
import { headOf, sealSummary } from '../crypto/summary.ts';
import { insertMessage, insertReport } from '../reporting/index.ts';
import type { Database } from '../storage/database.ts';
import type { InstalledDesk } from './install.ts';
import type { Story } from './stories.ts';
import { stories } from './stories.ts';

/** Which language a desk's reports are mostly written in. */
const KURDISH_GOVERNORATES: readonly string[] = ['IQG11', 'IQG09', 'IQG06', 'IQ-HA'];

/** Seals illustrative reports to every demo desk with its real keys and stores them as the intake does; returns how many. */
export async function addReports(database: Database, desks: readonly InstalledDesk[], today: Day): Promise<number> {
  let count = 0;
  for (const desk of desks) {
    for (const [at, story] of storiesFor(desk).entries()) {
      await addReport(database, desk, story, addDays(today, -Math.floor((at * 7) / 3)));
      count++;
    }
  }
  return count;
}

function storiesFor({ desk }: InstalledDesk): readonly Story[] {
  const kurdish = KURDISH_GOVERNORATES.includes(desk.governorateId);
  const wanted = stories.filter(({ language }) => (kurdish ? language !== 'ar' : language !== 'ckb'));
  return wanted.filter(({ womenOnly }) => !womenOnly || desk.womensKey);
}

async function addReport(database: Database, desk: InstalledDesk, story: Story, day: Day): Promise<void> {
  const reportId = randomId();
  const report = await newIdentity();
  // Nobody holds this mailbox's receipt: the demo's reporters exist only here.
  const mailbox = { id: randomId(), signing: await newSigningKey(), recipient: (await newIdentity()).recipient };
  const epoch = story.womenOnly && desk.epochs.women ? desk.epochs.women : desk.epochs.general;
  const women = epoch.key === 'women';
  const { body, summary, keyFile } = await seal(desk, epoch, story, reportId, report, mailbox);
  const { organisationId: tenantId } = desk.desk;
  await insertReport(
    database.direct,
    {
      id: reportId,
      deskId: desk.desk.id,
      epoch: epoch.n,
      women,
      notPolice: false,
      day,
      keyFile,
      summary,
      body,
      urgent: null,
      mailbox: {
        id: mailbox.id,
        signingKey: mailbox.signing.public,
      },
      digest: createHash('sha256').update(body).digest(),
    },
    newAuditLeaf({ tenantId, day, actor: 'reporter', verb: 'report.submitted', object: `report:${reportId}` }),
  );
  await database.transact({ tenant: tenantId }, async (tx) => {
    for (const [at, text] of (story.thread ?? []).entries()) {
      const side = at % 2 === 0 ? 'desk' : 'reporter';
      const seq = Math.floor(at / 2) + 1;
      const id = randomId();
      const voice = { desk: { deskId: desk.desk.id, epoch: epoch.n, role: 'deskWorker' } };
      const sealed = await sealMessage(
        report.recipient,
        {
          v: 1,
          kind: 'message',
          reportId,
          id,
          side,
          seq,
          text,
          seenOther: Math.ceil(at / 2),
          ...(side === 'desk' ? voice : {}),
        },
        side === 'desk' ? epoch.signing.secret : mailbox.signing.secret,
      );
      await insertMessage(tx, {
        tenant_id: tenantId,
        report_id: reportId,
        id,
        side,
        seq,
        day,
        body: sealed,
        digest: createHash('sha256').update(sealed).digest(),
      });
    }
  });
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
  reportId: Id,
  report: AgeIdentity,
  mailbox: DemoMailbox,
) {
  const { language, text, kind, facet, under18, urgent = false } = story;
  const answers: Record<string, Json> = { kind, safeNow: 'yes', governorateId: desk.governorateId };
  if (facet) answers['facet'] = facet;
  if (under18) answers['under18'] = true;
  const body = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient: report.recipient,
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
  const summary = await sealSummary(epoch.recipient, {
    v: 1,
    reportId,
    kind,
    urgent,
    language,
    area: desk.governorateId,
    head: headOf(text),
    marks: under18 ? ['under18'] : [],
  });
  const keyFile = await sealKeyFile({ identity: report.identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  return { body, summary, keyFile };
}
