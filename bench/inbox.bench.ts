import { openGround } from '../src/cli/ground.ts';
import { overHttp } from '../test/harness/caller.ts';
import { signInMember } from '../test/harness/desk-member.ts';
import { startServer } from '../test/harness/server-process.ts';
import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import { fillDesk } from './inbox-rows.ts';
import { measureDevice } from './inbox-device.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
const PAGE = 100;
const ASKED = 60;
const DESK = '30000000-0000-4000-8000-000000000001';

/** What a page of a desk's list costs the server as the desk grows, and the device to decrypt and to search. */
export const bench: Bench = async () => {
  const server = await startServer();
  process.env['MUNTADA_DATA_DIR'] = server.dataDir;
  const ground = await openGround(() => undefined);
  try {
    const caller = overHttp(server.url);
    const { cookie } = await signInMember(caller, server.demo.accounts, 'basra.women.1');
    const page: Record<string, number> = {};
    const bytes: Record<string, number> = {};
    for (const size of SIZES) {
      console.log(`${size} reports …`);
      await fillDesk(ground.storage.connections.migrator, DESK, size);
      const times: number[] = [];
      for (let at = 0; at < ASKED; at++) {
        const begun = performance.now();
        const answer = await caller.inject({ url: `/api/desks/${DESK}/reports?limit=${PAGE}`, headers: { cookie } });
        times.push(performance.now() - begun);
        const rows = answer.json<{ rows: unknown[] }>().rows.length;
        if (rows !== PAGE) throw new Error(`a page of ${rows} rows: ${answer.body.slice(0, 200)}`);
        bytes[size] = round(answer.body.length / rows, 0);
      }
      page[size] = round(quantile(times.slice(10), 0.5));
    }
    return { page_ms: page, bytes_per_row: bytes, ...(await measureDevice()) };
  } finally {
    await ground.storage.stop();
    await server.stop();
  }
};
