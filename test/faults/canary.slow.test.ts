import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { OutputOf } from '../../src/base/endpoint.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import type { listDesks } from '../../src/directory/contract.ts';
import { overHttp } from '../harness/caller.ts';
import { readReport, reply, signInMember } from '../harness/desk-member.ts';
import { sealedReport } from '../harness/reporter.ts';
import { startServer } from '../harness/server-process.ts';

/** A word that stands nowhere else, in the script she writes in. */
const HER_CANARY = 'كناري٧٣٩١الهامس';
const DESK_CANARY = 'canary-of-the-desk-5502';

const running = await startServer({ nodeOptions: ['--heapsnapshot-signal=SIGUSR2'] });
after(() => running.stop());

test('what she writes and what the desk answers stands nowhere in the clear', async () => {
  const bodies: string[] = [];
  const server = overHttp(running.url, (body) => bodies.push(body));
  const found = (await server.inject({ url: '/api/directory/IQG02' })).json<OutputOf<typeof listDesks>>();
  // The demo's own records: what a browser would verify first.
  const record = found.directories[0]?.records[0] as DeskRecord;
  const sealed = await sealedReport(server, { record }, { text: `${HER_CANARY} `.repeat(30) });
  assert.equal((await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload })).statusCode, 200);
  const member = await signInMember(server, running.demo.accounts, 'basra.women.1');
  const report = await readReport(server, member, sealed.reportId);
  assert.ok(report.text.includes(HER_CANARY), 'the desk reads it');
  assert.equal((await reply(server, member, report, `${DESK_CANARY} `.repeat(30))).statusCode, 200);

  process.kill(running.pid, 'SIGUSR2');
  const snapshot = await heapSnapshot(running.dataDir);
  await running.stop({ keep: true });
  for (const canary of [HER_CANARY, DESK_CANARY]) {
    assert.ok(!bodies.some((body) => holds(Buffer.from(body), canary)), 'a request body');
    assert.ok(!holds(Buffer.from(running.printed()), canary), 'what the server printed');
    assert.ok(!holds(snapshot, canary), 'the memory of the server');
    const files = filesUnder(running.dataDir);
    assert.ok(files.length > 500, 'the data directory was read');
    assert.deepEqual(
      files.filter((file) => holds(readFileSync(file), canary)),
      [],
    );
  }
});

test('the search itself would find a word that is there', () => {
  assert.ok(holds(Buffer.from(`x${HER_CANARY}x`, 'utf16le'), HER_CANARY));
  assert.ok(holds(Buffer.from(JSON.stringify(HER_CANARY).replace(/[^\x20-\x7e]/g, escaped)), HER_CANARY));
});

/** Whether bytes hold a text as UTF-8, UTF-16, base64 at any offset, or JSON escapes. */
function holds(bytes: Buffer, text: string): boolean {
  const utf8 = Buffer.from(text);
  const inner = [0, 1, 2].map((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    return base64.slice(offset === 0 ? 0 : 4, -1);
  });
  const forms = [utf8, Buffer.from(text, 'utf16le'), text.replace(/[^\x20-\x7e]/g, escaped), ...inner];
  return forms.some((form) => bytes.includes(form));
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function filesUnder(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}

async function heapSnapshot(folder: string): Promise<Buffer> {
  for (let size = -1, tries = 0; tries < 120; tries++) {
    await wait(500);
    const name = readdirSync(folder).find((each) => each.endsWith('.heapsnapshot'));
    if (!name) continue;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length === size && bytes.length > 0) return bytes;
    size = bytes.length;
  }
  throw new Error('the server wrote no heap snapshot');
}
