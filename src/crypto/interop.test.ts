import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8, toBase64url } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity, openWith } from './age.ts';
import { openKeyFile, sealKeyFile } from './key-file.ts';
import { pad, unpad } from './padding.ts';
import { openReport, sealReport } from './report.ts';
import type { ReportContent } from './report.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

/** The same files must open with the standard tool (github.com/FiloSottile/age), in two commands, and the other way round. */
const folder = mkdtempSync(join(tmpdir(), 'interop-'));
after(() => rmSync(folder, { recursive: true }));

const hasAge = spawnSync('age', ['--version']).error === undefined;

function needsAge(t: TestContext): boolean {
  if (!hasAge) t.skip('the age tool is not installed (apt install age); only the fixture made with it was opened');
  return hasAge;
}

function age(args: readonly string[]): Buffer {
  const run = spawnSync('age', args);
  assert.equal(run.status, 0, run.stderr.toString());
  return run.stdout;
}

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const report = await newIdentity();
const mailbox = await newIdentity();
const desk = await newIdentity();
const key = { identity: report.identity, mailbox: mailbox.recipient };
const signing = await newSigningKey();
const CONTENT: ReportContent = {
  v: 1,
  kind: 'report',
  reportId: randomId(),
  recipient: report.recipient,
  mailbox: { id: randomId(), signingKey: toBase64url(signing.public) },
  deskId: randomId(),
  epoch: 1,
  womenOnly: false,
  notPolice: false,
  language: 'ar',
  answers: {},
  text: 'لا أحد غيركم يقرأ هذا',
};

test('the tool refuses our files with a wrong identity', async (t) => {
  if (!needsAge(t)) return;
  const keyFile = file('refused.age', await sealKeyFile(key, [desk.recipient]));
  assert.notEqual(spawnSync('age', ['-d', '-i', file('wrong.txt', report.identity), keyFile]).status, 0);
});

test('a report opens with the age tool in two commands, with the mailbox or with the desk', async (t) => {
  if (!needsAge(t)) return;
  const keyFile = file('key.age', await sealKeyFile(key, [desk.recipient]));
  const body = file('body.age', await sealReport(CONTENT, signing.secret));
  for (const { identity } of [mailbox, desk]) {
    const opened = file('report.txt', age(['-d', '-i', file('holder.txt', `${identity}\n`), keyFile]));
    const plain = age(['-d', '-i', opened, body]);
    assert.ok(fromUtf8(unpad(plain)).includes(CONTENT.text));
  }
});

test('files made by the age tool open here', async (t) => {
  if (!needsAge(t)) return;
  const plain = file('plain', pad(await signContent('muntada/report/1', signing.secret, CONTENT)));
  const identity = file('identity', `# ${mailbox.recipient}\n${report.identity}\n`);
  const keyFile = age(['-r', desk.recipient, '-r', mailbox.recipient, '-r', report.recipient, identity]);
  const body = age(['-r', report.recipient, plain]);
  const opened = await openKeyFile(mailbox.identity, keyFile);
  assert.deepEqual(await openReport(opened.identity, body, { reportId: CONTENT.reportId }), CONTENT);
});

test('files once made by age 1.1.1 open here, with or without the tool', async () => {
  const fixture = JSON.parse(readFileSync(new URL('interop.fixture.json', import.meta.url), 'utf8')) as Record<
    'mailboxIdentity' | 'deskIdentity' | 'reportIdentity' | 'keyFile' | 'body' | 'text',
    string
  >;
  for (const identity of [fixture.mailboxIdentity, fixture.deskIdentity]) {
    const opened = await openKeyFile(identity, Buffer.from(fixture.keyFile, 'base64'));
    assert.equal(opened.identity, fixture.reportIdentity);
    assert.equal(fromUtf8(await openWith(opened.identity, Buffer.from(fixture.body, 'base64'))), fixture.text);
  }
});
