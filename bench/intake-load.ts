import { Agent, request } from 'node:http';
import { utf8, toBase64url } from '../src/base/bytes.ts';
import { randomId } from '../src/base/ids.ts';
import { findProof } from '../src/base/proof-of-work.ts';
import { newIdentity } from '../src/crypto/age.ts';
import type { DeskRecord } from '../src/crypto/desk-record.ts';
import { sealKeyFile } from '../src/crypto/key-file.ts';
import { newSigningKey } from '../src/crypto/sign.ts';
import { sealReport } from '../src/crypto/report.ts';
import { sealSummary } from '../src/crypto/summary.ts';

/** The load generator, a process of its own: seals reports ahead, then sends them from so many reporters at once. */
export type IntakeOrder = { prepare: number; url: string } | { reporters: number };

export interface IntakeRun {
  readonly wallMs: number;
  readonly latenciesMs: readonly number[];
  readonly acknowledged: readonly string[];
  readonly sent: readonly string[];
}

/** So many reports are sealed one by one; the others carry the same envelopes under ids and proofs of their own. */
const SEALED = 50;

let url = '';
let ready: string[] = [];

process.on('message', (order: IntakeOrder) => {
  const work = 'prepare' in order ? prepare(order.url, order.prepare) : send(order.reporters);
  work.then(
    (run) => process.send?.(run),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

async function prepare(address: string, count: number): Promise<IntakeRun> {
  url = address;
  const { challenge } = (await (await fetch(`${url}/api/challenge`)).json()) as { challenge: string };
  const found = (await (await fetch(`${url}/api/directory/IQG02`)).json()) as {
    directories: { records: DeskRecord[] }[];
  };
  const desk = found.directories[0]?.records[0];
  if (!desk) throw new Error('no desk');
  const envelopes: Awaited<ReturnType<typeof seal>>[] = [];
  for (let at = 0; at < Math.min(SEALED, count); at++) envelopes.push(await seal(desk));
  ready = [];
  for (let at = 0; at < count; at++) {
    const id = randomId();
    const envelope = envelopes[at % envelopes.length];
    if (!envelope) throw new Error('nothing sealed');
    const proof = { challenge, nonce: await findProof(challenge, id) };
    ready.push(JSON.stringify({ ...envelope, id, mailbox: { ...envelope.mailbox, id: randomId() }, proof }));
  }
  return { wallMs: 0, latenciesMs: [], acknowledged: [], sent: [] };
}

async function seal(desk: DeskRecord) {
  const { identity, recipient } = await newIdentity();
  const mailboxKeys = await newIdentity();
  const signing = await newSigningKey();
  const reportId = randomId();
  const mailbox = { id: randomId(), signingKey: toBase64url(signing.public) };
  const epoch = desk.epochs.general;
  const body = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient,
      mailbox,
      deskId: desk.id,
      epoch: epoch.n,
      womenOnly: false,
      notPolice: false,
      language: 'ar',
      answers: { kind: 'eExtortion' },
      text: 'مثال توضيحي '.repeat(30),
    },
    signing.secret,
  );
  const summary = await sealSummary(epoch.recipient, {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent: false,
    area: 'IQG02',
    language: 'ar',
    marks: [],
    head: 'مثال',
  });
  const keyFile = await sealKeyFile({ identity, mailbox: mailboxKeys.recipient }, [epoch.recipient]);
  return {
    deskId: desk.id,
    epoch: epoch.n,
    women: false,
    notPolice: false,
    urgent: false,
    mailbox,
    keyFile: toBase64url(keyFile),
    summary: toBase64url(summary),
    body: toBase64url(body),
  };
}

async function send(reporters: number): Promise<IntakeRun> {
  const agent = new Agent({ keepAlive: true, maxSockets: reporters });
  const sent = ready;
  const queue = [...sent];
  const latenciesMs: number[] = [];
  const acknowledged: string[] = [];
  const begun = performance.now();
  const reporter = async () => {
    for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
      const at = performance.now();
      const { status, text } = await post(agent, body);
      if (status !== 200) throw new Error(`refused: ${status} ${text}`);
      latenciesMs.push(performance.now() - at);
      acknowledged.push((JSON.parse(text) as { reportId: string }).reportId);
    }
  };
  await Promise.all(Array.from({ length: reporters }, reporter));
  const wallMs = performance.now() - begun;
  agent.destroy();
  return { wallMs, latenciesMs, acknowledged, sent };
}

function post(agent: Agent, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const bytes = utf8(body);
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
    const sending = request(`${url}/api/reports`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sending.on('error', reject).end(bytes);
  });
}
