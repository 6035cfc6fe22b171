import { Secret, TOTP } from 'otpauth';
import { join } from 'node:path';
import { after } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApplication } from '../../src/application.ts';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { signInKeys } from '../../src/cli/ground.ts';
import { deriveAuthKey, stretchPassword } from '../../src/crypto/user-keys.ts';
import type { Installed } from '../../src/demo/install.ts';
import { install } from '../../src/demo/install.ts';
import { seedReference } from '../../src/directory/index.ts';
import { loadRenderer } from '../../src/site/renderer.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { baghdadDay } from '../../src/base/clock.ts';
import { fixedClock } from './clock.ts';
import type { TestDatabase } from './database.ts';
import { withDatabase } from './database.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const SECRET = new Uint8Array(32).fill(7);
const START = Date.parse('2026-11-21T07:00:00Z');

/** The whole application on a database of its own, filled with the demo's organisations, desks and people. */
export interface TestApplication extends TestDatabase {
  readonly server: FastifyInstance;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly installed: Installed;
  /** Errors that no problem stood for; a test that expects none looks here. */
  readonly unexpected: unknown[];
  /** Signs in with both factors and returns the `cookie` header. */
  readonly signIn: (login: string) => Promise<string>;
}

/** Called at the top level of a test file, like `withDatabase`. */
export async function withApplication(): Promise<TestApplication> {
  const test = await withDatabase();
  const clock = fixedClock(START);
  const migrator = openDatabase({ connection: test.connections.migrator, poolSize: 1 });
  await migrator.transact({}, seedReference);
  await migrator.close();
  const ground = { ...signInKeys(SECRET), cost: { memoryKiB: 64, passes: 1 } };
  const installed = await install(test.database, ground, baghdadDay(START));
  const unexpected: unknown[] = [];
  const server = await buildApplication({
    config: { trustProxy: false, publicUrl: undefined },
    database: test.database,
    clock,
    secret: SECRET,
    demo: undefined,
    renderer: await loadRenderer(DIST),
    webFolder: join(DIST, 'web'),
    onUnexpected: (error) => unexpected.push(error),
  });
  after(() => server.close());
  return { ...test, server, clock, installed, unexpected, signIn: (login) => signIn(server, installed, clock, login) };
}

async function signIn(
  server: FastifyInstance,
  installed: Installed,
  clock: TestApplication['clock'],
  login: string,
): Promise<string> {
  const account = installed.accounts.find((each) => each.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  const start = await server.inject({ method: 'POST', url: '/api/sign-in/start', payload: { login } });
  const { salt, cost } = start.json<{ salt: string; cost: { memoryKiB: number; passes: number } }>();
  const stretched = await stretchPassword(account.password, fromBase64url(salt), cost);
  // A code works once: the next sign-in of the same person takes the next step.
  clock.advance(30_000);
  const code = new TOTP({ secret: Secret.fromBase32(account.totp) }).generate({ timestamp: clock() });
  const answer = await server.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { login, authKey: toBase64url(deriveAuthKey(stretched)), code, device: 'test' },
  });
  const cookie = [answer.headers['set-cookie']].flat()[0]?.split(';')[0];
  if (answer.statusCode !== 200 || cookie === undefined) throw new Error(`sign-in failed: ${answer.body}`);
  return cookie;
}
