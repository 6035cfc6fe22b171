import { createHash } from 'node:crypto';
import { isSignedBy } from '../src/accounts/sessions/proof.actions.ts';
import { readProof } from '../src/accounts/sessions/proof.model.ts';
import { fromBase64url } from '../src/base/bytes.ts';
import { overHttp } from '../test/harness/caller.ts';
import { challengeOf } from '../test/harness/reporter.ts';
import { cpuMs, startServer } from '../test/harness/server-process.ts';
import { findKey, proofOf } from '../test/harness/session-key.ts';
import { signIn } from '../test/harness/sign-in.ts';
import type { DeviceKey } from '../test/harness/session-key.ts';
import type { Bench } from './bench.ts';
import { round } from './bench.ts';

const CHECKS = 5_000;
const WARM = 500;
const ASKED = 4_000;
const ME = { method: 'GET', url: '/api/me/sessions' };

/** What a device's signature costs the server: the check alone, without a body and with one of 64 kB, beside a whole request. */
export const bench: Bench = async () => {
  const server = await startServer();
  try {
    const caller = overHttp(server.url);
    const cookie = await signIn(caller, server.demo.accounts, 'basra.women.1');
    const key = findKey(cookie);
    if (!key) throw new Error('the session has no key');
    const challenge = await challengeOf(caller);
    // The same request again may carry the same proof: only the server works here.
    const headers = { cookie, authorization: await proofOf(key, challenge, ME) };
    const ask = async (times: number) => {
      for (let at = 0; at < times; at++) {
        const { status } = await fetch(server.url + ME.url, { headers });
        if (status !== 200) throw new Error(`refused: ${status}`);
      }
    };
    await ask(WARM);
    const before = cpuMs(server.pid);
    await ask(ASKED);
    const request = ((cpuMs(server.pid) - before) * 1000) / ASKED;
    const [none, large] = [await checkOf(key, challenge, ''), await checkOf(key, challenge, 'x'.repeat(65_536))];
    return { check_us: { 'no body': none, '64 kB': large }, request_us: round(request, 0) };
  } finally {
    await server.stop();
  }
};

/** CPU time of one check, in microseconds. */
async function checkOf(key: DeviceKey, challenge: string, text: string): Promise<number> {
  const body = Buffer.from(text);
  const authorization = await proofOf(key, challenge, { ...ME, body });
  const publicKey = fromBase64url(key.publicKey);
  const check = () => {
    const digest = createHash('sha256').update(body).digest();
    const proof = readProof(authorization);
    const request = { method: ME.method, path: ME.url, challenge, digest };
    if (!proof || !isSignedBy(publicKey, request, proof.signature)) throw new Error('refused');
  };
  for (let at = 0; at < WARM; at++) check();
  const begun = process.cpuUsage();
  for (let at = 0; at < CHECKS; at++) check();
  const { user, system } = process.cpuUsage(begun);
  return round((user + system) / CHECKS, 0);
}
