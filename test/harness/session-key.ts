import { createHash, webcrypto } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { signedRequest, writeProof } from '../../src/accounts/sessions/proof.model.ts';
import { toBase64url } from '../../src/base/bytes.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A device's key, as a browser makes one at sign-in. */
export interface DeviceKey {
  readonly privateKey: webcrypto.CryptoKey;
  /** In base64url, as sign-in sends it. */
  readonly publicKey: string;
}

/** What a device signs; `body` as it travels. */
export interface Provable {
  readonly method: string;
  readonly url: string;
  readonly body?: string | Uint8Array;
}

/** The keys of the sessions that tests have opened, by the session's cookie. */
const keys = new Map<string, DeviceKey>();

/** A fresh key that nobody can take out of this process's memory. */
export async function newDeviceKey(): Promise<DeviceKey> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(ECDSA, false, ['sign']);
  return { privateKey, publicKey: toBase64url(new Uint8Array(await webcrypto.subtle.exportKey('raw', publicKey))) };
}

/** Remembers which key a session's requests are signed with. */
export function rememberKey(cookie: string, key: DeviceKey): void {
  keys.set(sessionIn(cookie), key);
}

/** The key of a session that a test has opened; undefined for other cookies. */
export function findKey(cookie: string): DeviceKey | undefined {
  return keys.get(sessionIn(cookie));
}

/** The `Authorization` of a request by the device that holds the key. */
export async function proofOf(key: DeviceKey, challenge: string, request: Provable): Promise<string> {
  // Two slashes begin a path here too, and no host.
  const { pathname, search } = new URL(`http://127.0.0.1${request.url}`);
  const signed = signedRequest({
    method: request.method,
    path: pathname + search,
    challenge,
    digest: createHash('sha256')
      .update(request.body ?? '')
      .digest(),
  });
  const signature = await webcrypto.subtle.sign(ECDSA, key.privateKey, Buffer.from(signed));
  return writeProof({ challenge, signature: toBase64url(new Uint8Array(signature)) });
}

/**
 * What the browser of a session adds to a request with its cookie; nothing for cookies of nobody, and where a test shows an
 * `authorization` of its own. `challenge` asks the server for the one of now.
 */
export async function proofFor(
  headers: Readonly<Record<string, unknown>>,
  request: Provable,
  challenge: () => Promise<string>,
): Promise<{ authorization?: string }> {
  const { cookie, authorization } = headers;
  const key = typeof cookie === 'string' && authorization === undefined ? findKey(cookie) : undefined;
  return key ? { authorization: await proofOf(key, await challenge(), request) } : {};
}

/** Asks a server without a socket. */
export type Inject = (request: InjectOptions | string) => Promise<LightMyRequestResponse>;

/**
 * Makes a server without a socket answer as to browsers: a request with the cookie of a session that a test has opened is signed.
 * Returns how it answers whoever has the cookie and not the key.
 */
export function signInjected(server: FastifyInstance): Inject {
  const bare: Inject = server.inject.bind(server);
  const challenge = async () => (await bare('/api/challenge')).json<{ challenge: string }>().challenge;
  const signed: Inject = async (request) => {
    if (typeof request === 'string' || typeof request.url !== 'string') return bare(request);
    const { method, url, headers = {}, payload } = request;
    const asked = { method: method ?? 'GET', url, ...(payload === undefined ? {} : { body: bodyOf(payload) }) };
    return bare({ ...request, headers: { ...headers, ...(await proofFor(headers, asked, challenge)) } });
  };
  Object.assign(server, { inject: signed });
  return bare;
}

function bodyOf(payload: NonNullable<InjectOptions['payload']>): string | Uint8Array {
  return typeof payload === 'string' || payload instanceof Uint8Array ? payload : JSON.stringify(payload);
}

function sessionIn(cookie: string): string {
  return /(?:^|; )muntada=([^;]*)/.exec(cookie)?.[1] ?? '';
}
