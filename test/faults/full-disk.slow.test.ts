import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { TEXT_RESERVE_BYTES } from '../../src/storage/disk.ts';
import { overHttp } from '../harness/caller.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import type { RunningServer } from '../harness/server-process.ts';
import { startServer } from '../harness/server-process.ts';

const DISK = '700m';
const STEP = new Uint8Array(4 * 1024 * 1024);
/** A little longer than a look at the disk is believed. */
const NEXT_LOOK_MS = 5_500;

const folder = mkdtempSync(join(tmpdir(), 'muntada-disk-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=0755`, 'tmpfs', folder]).status === 0;

// Only root mounts a disk; elsewhere the same refusals are tested with pretended bytes (src/reporting/intake/full-disk.test.ts).
if (isMounted) {
  test('on a disk that is really full texts are refused, what was there is intact, and with room all goes on', async (context) => {
    const running: RunningServer[] = [];
    context.after(async () => {
      for (const server of running) await server.stop({ keep: true });
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    const start = async () => {
      const server = await startServer({ dataDir, env: { MUNTADA_DATABASE_URL: '' } });
      running.push(server);
      return server;
    };
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o711);
    const first = await start();
    const server = overHttp(first.url);
    const directory = await server.inject({ url: '/api/directory/IQG02' });
    const record = directory.json<{ directories: { records: DeskRecord[] }[] }>().directories[0]?.records[0];
    assert.ok(record);
    const [before, late] = [await sealedReport(server, { record }), await sealedReport(server, { record })];
    const send = (payload: object) => server.inject({ method: 'POST', url: '/api/reports', payload });
    const readMailbox = async () => {
      const { reports } = (await asMailbox(server, before.mailbox, 'GET', '/api/mailbox')).json<{
        reports: { body: string }[];
      }>();
      return reports.map(({ body }) => body);
    };
    assert.equal((await send(before.payload)).statusCode, 200);

    const filler = join(folder, 'filler');
    const free = () => statfsSync(folder).bavail * statfsSync(folder).bsize;
    assert.ok(free() > TEXT_RESERVE_BYTES, `only ${free()} bytes are free at the start`);
    // Well below: a checkpoint of the database may give a segment or two back before the next look.
    while (free() >= TEXT_RESERVE_BYTES / 2) appendFileSync(filler, STEP);
    await wait(NEXT_LOOK_MS);
    const refused = await send(late.payload);
    assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [507, 'storage_full']);

    // To the last byte.
    try {
      for (;;) appendFileSync(filler, STEP);
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'ENOSPC');
    }
    assert.equal((await send(late.payload)).statusCode, 507);
    assert.deepEqual(await readMailbox(), [before.payload['body']]);

    rmSync(filler);
    await wait(NEXT_LOOK_MS);
    assert.equal((await send(late.payload)).statusCode, 200);
    assert.deepEqual(await readMailbox(), [before.payload['body']]);
    await first.stop({ keep: true });
    const again = await start();
    const there = await overHttp(again.url).inject({ method: 'POST', url: '/api/reports', payload: late.payload });
    assert.ok([200, 400].includes(there.statusCode), 'the same again, or a challenge of before');
    assert.doesNotMatch(again.printed(), /error|corrupt/i);
  });
} else rmSync(folder, { recursive: true, force: true });
