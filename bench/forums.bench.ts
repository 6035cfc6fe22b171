import { readFileSync } from 'node:fs';
import { randomId } from '../src/base/ids.ts';
import { openGround } from '../src/cli/ground.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../src/demo/organisations.ts';
import type { ColumnKey } from '../src/forums/register/columns.model.ts';
import { columnKeys, tagOf } from '../src/forums/register/columns.model.ts';
import { titleOf } from '../src/forums/register/words.model.ts';
import { writeWorkbook } from '../src/forums/register/workbook.actions.ts';
import type { Caller } from '../test/harness/caller.ts';
import { overHttp } from '../test/harness/caller.ts';
import { challengeOf } from '../test/harness/reporter.ts';
import { peakRssMb, startServer } from '../test/harness/server-process.ts';
import type { DeviceKey } from '../test/harness/session-key.ts';
import { findKey, proofOf } from '../test/harness/session-key.ts';
import { signIn } from '../test/harness/sign-in.ts';
import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import { dropImported, fillForums, forumOf } from './forums-rows.ts';

const FULL = { years: 10, issues: 1_000_000, commitments: 500_000 };
const TENTH = { years: 1, issues: 100_000, commitments: 50_000 };
const SIZES = { '1 year': TENTH, '10 years': FULL };
const ASKED = 200;
const WARM = 20;
const IMPORTED = 10_000;
const STEM = 'Bench import';

/**
 * What the register with its filters, a forum's public page and the indicators cost with one and with ten years of history, and what the
 * import of 10,000 forums takes. A word on the command line is a share of the sizes, for a quick run: `0.01`.
 */
export const bench: Bench = async ([share = '1']) => {
  const server = await startServer();
  process.env['MUNTADA_DATA_DIR'] = server.dataDir;
  const ground = await openGround(() => undefined).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const { migrator } = ground.storage.connections;
  try {
    const caller = overHttp(server.url);
    const cookie = await signIn(caller, server.demo.accounts, 'basra.admin');
    const imported = await measureImport(
      caller,
      await signIn(caller, server.demo.accounts, 'nineveh.admin'),
      server.pid,
    );
    await dropImported(migrator, NINEVEH_POLICE, STEM);
    const p95: Record<string, Record<string, number>> = {};
    for (const [name, { years, ...size }] of Object.entries(SIZES)) {
      const begun = performance.now();
      const scaled = Object.fromEntries(
        Object.entries(size).map(([of, count]) => [of, Math.round(count * Number(share))]),
      );
      await fillForums(migrator, BASRA_POLICE, { years, issues: 0, commitments: 0, ...scaled });
      console.log(`${name}: filled in ${round((performance.now() - begun) / 1000, 0)} s`);
      for (const [screen, addresses] of Object.entries(screens)) {
        const times: number[] = [];
        const device = await deviceOf(caller, cookie);
        for (let at = 0; at < WARM + ASKED; at++) times.push(await timeOf(server.url, device, addresses(at)));
        p95[`${screen}_p95_ms`] = { ...p95[`${screen}_p95_ms`], [name]: round(quantile(times.slice(WARM), 0.95)) };
      }
    }
    return { ...p95, ...imported };
  } finally {
    await ground.storage.stop();
    await server.stop();
  }
};

const governorateOf = (at: number) => `IQG${String((at % 18) + 1).padStart(2, '0')}`;
const one = (of: readonly string[], at: number) => of[at % of.length] ?? '';

/** The address that each screen asks for, the next one each time. */
const screens: Readonly<Record<string, (at: number) => string>> = {
  register: (at) =>
    one(
      [
        '/api/forums?status=active',
        `/api/forums?governorate=${governorateOf(at)}`,
        `/api/forums?founder=police&status=dormant&governorate=${governorateOf(at)}`,
        '/api/forums?on=2020-03-31',
        `/api/forums?after=${forumOf(at * 7)}`,
      ],
      at,
    ),
  forum_page: (at) => `${one(['', '/ckb', '/en'], at)}/forums/${forumOf(at * 13)}`,
  indicators: (at) =>
    one(
      ['/api/forums/indicators?period=2026', `/api/forums/indicators?period=2026-10&governorate=${governorateOf(at)}`],
      at,
    ),
  public_list: (at) => `/forums?governorate=${governorateOf(at)}`,
};

/** Time of one answer; the device's signature is made before. */
async function timeOf(address: string, { cookie, key, challenge }: Device, url: string): Promise<number> {
  const proof = { cookie, authorization: await proofOf(key, challenge, { method: 'GET', url }) };
  const headers = url.startsWith('/api/') ? proof : {};
  const begun = performance.now();
  const answer = await fetch(address + url, { headers });
  const text = await answer.text();
  const took = performance.now() - begun;
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${text.slice(0, 200)}`);
  return took;
}

interface Device {
  readonly cookie: string;
  readonly key: DeviceKey;
  readonly challenge: string;
}

async function deviceOf(caller: Caller, cookie: string): Promise<Device> {
  const key = findKey(cookie);
  if (!key) throw new Error('the session has no key');
  return { cookie, key, challenge: await challengeOf(caller) };
}

/** A dry run and the import itself of a workbook, and how far the server's memory rose above what it had before. */
async function measureImport(caller: Caller, cookie: string, pid: number) {
  const rows = Array.from({ length: IMPORTED }, (_, at): Readonly<Partial<Record<ColumnKey, string>>> => ({
    name_ar: `منتدى ${at} (مثال توضيحي)`,
    name_en: `${STEM} ${at}`,
    governorate: governorateOf(at),
    quarter_ar: 'محلة',
    quarter_en: 'Quarter',
    founder: 'police',
    founded_on: '2026-01-15',
    meets_week: '2',
    meets_weekday: '4',
    meets_from: '10:00',
    meets_to: '12:00',
  }));
  const table = [
    columnKeys.map((key) => titleOf(key, 'ar')),
    columnKeys.map(tagOf),
    ...rows.map((row) => columnKeys.map((key) => row[key] ?? '')),
  ];
  const content = Buffer.from(writeWorkbook(table, { rightToLeft: true, frozenRows: 2 })).toString('base64');
  const idle = rssMb(pid);
  const send = async (method: 'POST' | 'PUT', url: string) => {
    const begun = performance.now();
    const answer = await caller.inject({ method, url, headers: { cookie }, payload: { content } });
    if (answer.statusCode !== 200 || answer.json<{ added: number }>().added !== IMPORTED) {
      throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
    }
    return round((performance.now() - begun) / 1000);
  };
  const check = await send('POST', '/api/forums/imports');
  const write = await send('PUT', `/api/forums/imports/${randomId()}`);
  return { import_check_s: check, import_s: write, import_mb_above_idle: round(peakRssMb(pid) - idle, 0) };
}

/** The memory that a process holds now, in MB. */
function rssMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
