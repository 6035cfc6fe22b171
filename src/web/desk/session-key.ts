import { toBase64url, utf8 } from '../../base/bytes.ts';
import { systemClock } from '../../base/clock.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { fail, isProblem } from '../../base/problem.ts';
import { signedRequest, writeProof } from '../../accounts/sessions/proof.model.ts';
import type { getChallenge } from '../../reporting/contract.ts';
import type { Method } from '../api.ts';
import { call, fetchBytes } from '../api.ts';
import { findKept, forget, keep } from './kept.ts';

/** The key that a session is bound to: made for it alone, and WebCrypto hands its private part to nobody, not even to this page. */
export interface SessionKey {
  readonly privateKey: CryptoKey;
  /** In base64url, as the server keeps it. */
  readonly publicKey: string;
  /** When it was made, by this device's clock. */
  readonly since: number;
}

const NAME = 'session-key';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Of this window, once it is known: another window may have signed in as somebody else meanwhile. */
let current: Promise<SessionKey | undefined> | undefined;
let challenge: Promise<string> | undefined;

/** A fresh key for a sign-in. */
export async function newSessionKey(): Promise<SessionKey> {
  const pair = await crypto.subtle.generateKey(ECDSA, false, ['sign']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: toBase64url(new Uint8Array(raw)), since: systemClock() };
}

/** Keeps the key of the session that it opened: a reload goes on, where the browser keeps anything at all. */
export async function keepSessionKey(key: SessionKey): Promise<void> {
  current = Promise.resolve(key);
  await keep(NAME, key);
}

/** Forgets this window's key, in the browser too: nobody can sign for that session again. */
export async function forgetSessionKey(): Promise<void> {
  const mine = await findSessionKey();
  const kept = await findKept(NAME);
  if (isSessionKey(kept) && kept.publicKey === mine?.publicKey) await forget(NAME);
  current = Promise.resolve(undefined);
}

/** `call` signed by the session's key; `sign_in_first` where there is none, without asking the server. */
export async function signedCall<Output>(method: Method, path: string, body?: unknown): Promise<Output> {
  return await signed(method, path, body, (extra) => call<Output>(method, path, body, undefined, extra));
}

/** `fetchBytes` signed by the session's key. */
export async function signedBytes(path: string, first: number): Promise<Response> {
  return await signed('GET', path, undefined, (extra) => fetchBytes(path, first, extra));
}

/** A challenge that grew old meanwhile is fetched anew without a word; the server does not say that this was the reason. */
async function signed<T>(
  method: Method,
  path: string,
  body: unknown,
  send: (extra: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const key = (await findSessionKey()) ?? fail('sign_in_first');
  const used = await currentChallenge();
  try {
    return await send({ authorization: await proofOf(key, used, method, path, body) });
  } catch (error) {
    if (!isProblem(error, 'sign_in_first')) throw error;
    const fresh = await nextChallenge(used);
    if (fresh === used) throw error;
    return await send({ authorization: await proofOf(key, fresh, method, path, body) });
  }
}

async function proofOf(key: SessionKey, used: string, method: Method, path: string, body: unknown): Promise<string> {
  const { pathname, search } = new URL(path, location.origin);
  // The same text that `call` sends.
  const bytes = body === undefined ? new Uint8Array() : new Uint8Array(utf8(JSON.stringify(body)));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const request = signedRequest({ method, path: pathname + search, challenge: used, digest });
  const signature = await crypto.subtle.sign(ECDSA, key.privateKey, new Uint8Array(request));
  return writeProof({ challenge: used, signature: toBase64url(new Uint8Array(signature)) });
}

function currentChallenge(): Promise<string> {
  challenge ??= call<OutputOf<typeof getChallenge>>('GET', '/api/challenge').then(
    (answer) => answer.challenge,
    (error: unknown) => {
      challenge = undefined;
      throw error;
    },
  );
  return challenge;
}

/** The server's challenge after one that was refused; requests that were refused together ask for it once. */
async function nextChallenge(used: string): Promise<string> {
  const known = await currentChallenge();
  if (known !== used) return known;
  challenge = undefined;
  return await currentChallenge();
}

/** This browser's session key, where it has one. */
export function findSessionKey(): Promise<SessionKey | undefined> {
  current ??= findKept(NAME).then((kept) => (isSessionKey(kept) ? kept : undefined));
  return current;
}

function isSessionKey(value: unknown): value is SessionKey {
  return typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value;
}
