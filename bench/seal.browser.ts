import { toBase64url } from '../src/base/bytes.ts';
import { randomId } from '../src/base/ids.ts';
import { newIdentity } from '../src/crypto/age.ts';
import { RECEIPT_COST } from '../src/crypto/argon2.ts';
import { sealKeyFile } from '../src/crypto/key-file.ts';
import { deriveMailbox, newReceipt } from '../src/crypto/receipt.ts';
import { sealReport } from '../src/crypto/report.ts';
import { newSigningKey } from '../src/crypto/sign.ts';
import { sealSummary } from '../src/crypto/summary.ts';
import { bundle, sealBundle } from '../src/reporting/web/attach/bundle.ts';

/** What the upload sends at once. */
const PIECE = 256 * 1024;

/** Seals a report of a few hundred words, its key file and its summary: everything but the receipt. Milliseconds. */
async function seal(): Promise<number> {
  const [epoch, mailbox] = [await newIdentity(), await newIdentity()];
  const signing = await newSigningKey();
  const reportId = randomId();
  const begun = performance.now();
  const { identity, recipient } = await newIdentity();
  const text = 'مثال توضيحي '.repeat(120);
  const language = 'ar';
  await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient,
      language,
      text,
      mailbox: { id: randomId(), signingKey: toBase64url(signing.public) },
      deskId: randomId(),
      epoch: 1,
      womenOnly: true,
      notPolice: false,
      answers: { kind: 'eExtortion', safeNow: 'yes' },
    },
    signing.secret,
  );
  await sealKeyFile({ identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  const head = text.slice(0, 120);
  const summary = {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent: false,
    area: 'IQG02',
    language,
    marks: [],
    head,
  } as const;
  await sealSummary(epoch.recipient, summary);
  return performance.now() - begun;
}

/**
 * Derives a mailbox from a receipt at the full cost. Milliseconds. The application does it in a worker; here it runs on the page,
 * because the slow-down of the CPU does not reach workers (measured: 136 ms there).
 */
async function receipt(): Promise<number> {
  const begun = performance.now();
  await deriveMailbox(newReceipt(), RECEIPT_COST);
  return performance.now() - begun;
}

/** Seals so many megabytes of files as one padded stream, read as the upload reads it. Milliseconds. */
async function files(megabytes: number): Promise<number> {
  const blob = new Blob(Array.from({ length: megabytes }, () => new Uint8Array(1_000_000).fill(7)));
  const { recipient } = await newIdentity();
  const begun = performance.now();
  const sealed = await sealBundle(recipient, bundle([blob]));
  let length = 0;
  for (let part = await sealed.reader.take(PIECE); part.length > 0; part = await sealed.reader.take(PIECE)) {
    length += part.length;
  }
  if (length < megabytes * 1_000_000) throw new Error(`only ${length} bytes came out`);
  return performance.now() - begun;
}

Object.assign(window, { bench: { seal, receipt, files } });
