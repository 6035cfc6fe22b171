import { test } from 'node:test';
import assert from 'node:assert/strict';
import { toBase64url, utf8 } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity, sealTo } from './age.ts';
import { checkSealed } from './age-header.ts';
import { pad } from './padding.ts';
import { BODY_RULE, openReport, sealReport } from './report.ts';
import type { ReportContent } from './report.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const report = await newIdentity();
const mailbox = await newSigningKey();
const CONTENT: ReportContent = {
  v: 1,
  kind: 'report',
  reportId: randomId(),
  recipient: report.recipient,
  mailbox: { id: randomId(), signingKey: toBase64url(mailbox.public) },
  deskId: randomId(),
  epoch: 3,
  womenOnly: true,
  notPolice: true,
  language: 'ar',
  answers: { kind: 'eExtortion', facets: ['threatToPublish'], minor: false },
  text: 'يهددني بنشر صور',
};
const EXPECTED = { reportId: CONTENT.reportId, deskId: CONTENT.deskId, epoch: 3 };
const REFUSED = { code: 'signature_refused' };

async function sealedRaw(content: object, secret = mailbox.secret): Promise<Uint8Array> {
  return await sealTo([report.recipient], pad(await signContent('muntada/report/1', secret, content as ReportContent)));
}

test('a body without the signature of the key it names is refused', async () => {
  await assert.rejects(
    openReport(report.identity, await sealedRaw(CONTENT, (await newSigningKey()).secret), EXPECTED),
    REFUSED,
  );
  const unsigned = await sealTo([report.recipient], pad(utf8(JSON.stringify(CONTENT))));
  await assert.rejects(openReport(report.identity, unsigned, EXPECTED), REFUSED);
  const elsewhere = await sealTo(
    [report.recipient],
    pad(await signContent('muntada/message/1', mailbox.secret, CONTENT)),
  );
  await assert.rejects(openReport(report.identity, elsewhere, EXPECTED), REFUSED);
});

test('another report, desk or epoch than expected is refused', async () => {
  const body = await sealReport(CONTENT, mailbox.secret);
  await assert.rejects(openReport(report.identity, body, { ...EXPECTED, reportId: randomId() }), REFUSED);
  await assert.rejects(openReport(report.identity, body, { ...EXPECTED, deskId: randomId() }), REFUSED);
  await assert.rejects(openReport(report.identity, body, { ...EXPECTED, epoch: 4 }), REFUSED);
});

test('a report sealed anew to another identity is refused there', async () => {
  const other = await newIdentity();
  const moved = await sealTo([other.recipient], pad(await signContent('muntada/report/1', mailbox.secret, CONTENT)));
  await assert.rejects(openReport(other.identity, moved, EXPECTED), REFUSED);
});

test('what is no report is refused, also before it is sealed', async () => {
  const strange = [
    { ...CONTENT, v: 2 },
    { ...CONTENT, name: 'x' },
    { ...CONTENT, text: 'x'.repeat(100_001) },
    { ...CONTENT, answers: [] },
    { ...CONTENT, language: 'ku' },
    { ...CONTENT, epoch: 0 },
  ];
  for (const content of strange) {
    await assert.rejects(openReport(report.identity, await sealedRaw(content), EXPECTED), { code: 'wrong_shape' });
    await assert.rejects(sealReport(content as ReportContent, mailbox.secret), { code: 'wrong_shape' });
  }
  const unpadded = await sealTo([report.recipient], await signContent('muntada/report/1', mailbox.secret, CONTENT));
  await assert.rejects(openReport(report.identity, unpadded, EXPECTED), { code: 'padding_damaged' });
  await assert.rejects(
    openReport((await newIdentity()).identity, await sealReport(CONTENT, mailbox.secret), EXPECTED),
    {
      code: 'envelope_not_for_you',
    },
  );
});

test('a report comes back as it was written, in a body that tells nothing but its step', async () => {
  const attachment = { upload: randomId(), name: 'a.webp', type: 'image/webp', size: 9, digest: 'A'.repeat(43) };
  const long = { ...CONTENT, text: 'ن'.repeat(10_000), attachments: [attachment] };
  for (const content of [CONTENT, long]) {
    const body = await sealReport(content, mailbox.secret);
    checkSealed(body, BODY_RULE);
    assert.deepEqual(await openReport(report.identity, body, EXPECTED), content);
  }
  const lengths = [CONTENT, { ...CONTENT, text: '' }].map(
    async (each) => (await sealReport(each, mailbox.secret)).length,
  );
  const [a, b] = await Promise.all(lengths);
  assert.equal(a, b);
  assert.deepEqual(
    await openReport(report.identity, await sealReport(CONTENT, mailbox.secret), { reportId: CONTENT.reportId }),
    CONTENT,
  );
});
