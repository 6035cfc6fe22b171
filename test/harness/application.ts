import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApplication } from '../../src/application.ts';
import { signInKeys } from '../../src/cli/ground.ts';
import type { Installed } from '../../src/demo/install.ts';
import { install } from '../../src/demo/install.ts';
import { seedReference } from '../../src/directory/index.ts';
import { loadRenderer } from '../../src/site/renderer.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Files } from '../../src/storage/files.ts';
import { openFiles } from '../../src/storage/files.ts';
import { baghdadDay } from '../../src/base/clock.ts';
import { fixedClock } from './clock.ts';
import type { TestDatabase } from './database.ts';
import { withDatabase } from './database.ts';
import type { Inject } from './session-key.ts';
import { signInjected } from './session-key.ts';
import { signIn } from './sign-in.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
/** The installation’s secret of every test application. */
export const TEST_SECRET = new Uint8Array(32).fill(7);
const PLENTY_BYTES = 1e12;
const START = Date.parse('2026-11-21T07:00:00Z');

/** The whole application on a database of its own, filled with the demo's organisations, desks and people. */
export interface TestApplication extends TestDatabase {
  /** Signs what is asked with the cookie of a session, as that session's browser does. */
  readonly server: FastifyInstance;
  /** The same server for whoever has the cookies and not the key. */
  readonly askWithoutKey: Inject;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly installed: Installed;
  readonly files: Files;
  readonly dataDir: string;
  /** Another server on the same database and files, as after a stop; close the first one before. */
  readonly startAgain: () => Promise<FastifyInstance>;
  /** Errors that no problem stood for; a test that expects none looks here. */
  readonly unexpected: unknown[];
  /** Signs in with both factors and returns the `cookie` header, with which `server` is asked. */
  readonly signIn: (login: string) => Promise<string>;
}

/** What a test may put in. */
export interface ApplicationChoices {
  /** Free bytes of the disk on which files are stored. */
  readonly diskFree?: () => number;
}

/** Called at the top level of a test file, like `withDatabase`. */
export async function withApplication({ diskFree }: ApplicationChoices = {}): Promise<TestApplication> {
  const test = await withDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'muntada-app-'));
  after(() => rm(dataDir, { recursive: true, force: true }));
  const clock = fixedClock(START);
  const migrator = openDatabase({ connection: test.connections.migrator, poolSize: 1 });
  await migrator.transact({}, seedReference);
  await migrator.close();
  const ground = { ...signInKeys(TEST_SECRET), cost: { memoryKiB: 64, passes: 1 } };
  const installed = await install(test.database, ground, baghdadDay(START));
  const unexpected: unknown[] = [];
  const openOwnFiles = () => openFiles({ dataDir, clock, diskFree: async () => diskFree?.() ?? PLENTY_BYTES });
  const build = async (onFiles: Files) => {
    const built = await buildApplication({
      config: { trustProxy: false, publicUrl: undefined, mail: undefined },
      database: test.database,
      files: onFiles,
      clock,
      secret: TEST_SECRET,
      demo: undefined,
      renderer: await loadRenderer(DIST),
      webFolder: join(DIST, 'web'),
      onUnexpected: (error) => unexpected.push(error),
    });
    after(() => built.close());
    return { built, askWithoutKey: signInjected(built) };
  };
  const files = await openOwnFiles();
  const { built: server, askWithoutKey } = await build(files);
  // A code works once: the next sign-in of the same person takes the next step.
  const nextCodeTime = () => {
    clock.advance(30_000);
    return clock();
  };
  return {
    ...test,
    server,
    askWithoutKey,
    clock,
    installed,
    files,
    dataDir,
    unexpected,
    startAgain: async () => (await build(await openOwnFiles())).built,
    signIn: (login) => signIn(server, installed.accounts, login, nextCodeTime),
  };
}
