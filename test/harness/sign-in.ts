import { Secret, TOTP } from 'otpauth';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { deriveAuthKey, stretchPassword } from '../../src/crypto/user-keys.ts';
import type { DemoAccount } from '../../src/demo/people.ts';
import type { Caller } from './caller.ts';
import { newDeviceKey, rememberKey } from './session-key.ts';

/** Signs a demo account in with both factors; returns the `cookie` header of its session. What is asked with it then is signed. */
export async function signIn(
  server: Caller,
  accounts: readonly DemoAccount[],
  login: string,
  now: () => number = Date.now,
): Promise<string> {
  const account = accounts.find((each) => each.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  const start = await server.inject({ method: 'POST', url: '/api/sign-in/start', payload: { login } });
  const { salt, cost } = start.json<{ salt: string; cost: { memoryKiB: number; passes: number } }>();
  const stretched = await stretchPassword(account.password, fromBase64url(salt), cost);
  const code = new TOTP({ secret: Secret.fromBase32(account.totp) }).generate({ timestamp: now() });
  const key = await newDeviceKey();
  const authKey = toBase64url(deriveAuthKey(stretched));
  const answer = await server.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { login, authKey, code, device: 'test', deviceKey: key.publicKey },
  });
  const cookies = [answer.headers['set-cookie']].flat().map((each) => String(each).split(';')[0]);
  if (answer.statusCode !== 200 || cookies.length === 0) throw new Error(`sign-in failed: ${answer.body}`);
  const cookie = cookies.join('; ');
  rememberKey(cookie, key);
  return cookie;
}
