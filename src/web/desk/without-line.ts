import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { HOUR_MS, systemClock } from '../../base/clock.ts';
import { systemRandom } from '../../crypto/random.ts';
import type { Me } from './desk-keys.ts';
import { findKept, forget, keep } from './kept.ts';
import { forgetDeskPage, keepDeskPage } from './offline-page.ts';
import { findSessionKey } from './session-key.ts';
import type { Demo } from './trust.ts';

interface KeptSelf {
  readonly publicKey: string;
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

const NAME = 'without-line';
const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;
/** As long as the session itself: in this time the server would hand this browser the same envelope. */
const MOST_MS = 8 * HOUR_MS;

/**
 * Makes this device ready to be opened without a line, with the password alone, as long as the session lasts: the desk's static files
 * by a service worker, and her own envelope, under a key that WebCrypto never hands out. Only for whoever has no desk: her keys open no
 * report, only what she wrote herself. Until when; undefined where it cannot be (ADR 0016).
 */
export async function prepareWithoutLine(me: Me, demo: Demo | undefined): Promise<number | undefined> {
  const session = await findSessionKey();
  if (me.desks.length > 0 || session === undefined || !isYoung(session.since)) return undefined;
  if (!(await keepDeskPage())) return undefined;
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']);
  const iv = new Uint8Array(systemRandom(12));
  const plain = new Uint8Array(utf8(JSON.stringify({ me, demo })));
  const sealed = await crypto.subtle.encrypt({ name: ALGORITHM.name, iv }, key, plain);
  const kept = await keep(NAME, { publicKey: session.publicKey, key, iv, sealed } satisfies KeptSelf);
  return kept ? session.since + MOST_MS : undefined;
}

/** Who she is, on a device that was made ready and whose session can still live. */
export async function findSelfWithoutLine(): Promise<Me | undefined> {
  return (await findBoth())?.me;
}

/** The demo that the server ran when the device was made ready. */
export async function findDemoWithoutLine(): Promise<Demo | undefined> {
  return (await findBoth())?.demo;
}

/** The device opens without a line no more, and keeps no page of the desk. */
export async function forgetSelfWithoutLine(): Promise<void> {
  await forget(NAME);
  await forgetDeskPage();
}

async function findBoth(): Promise<{ readonly me: Me; readonly demo?: Demo } | undefined> {
  const kept = await findKept(NAME);
  const session = await findSessionKey();
  if (!isKeptSelf(kept) || session?.publicKey !== kept.publicKey) return undefined;
  if (!isYoung(session.since)) {
    await forget(NAME);
    return undefined;
  }
  try {
    const plain = await crypto.subtle.decrypt({ name: ALGORITHM.name, iv: kept.iv }, kept.key, kept.sealed);
    // Put in by `prepareWithoutLine`, under a key of this browser.
    return JSON.parse(fromUtf8(new Uint8Array(plain))) as { me: Me; demo?: Demo };
  } catch {
    return undefined;
  }
}

/** A key from before there was a day on it is as old as can be; a clock that was turned back helps nobody. */
function isYoung(since: unknown): boolean {
  const age = systemClock() - (typeof since === 'number' ? since : 0);
  return age >= 0 && age < MOST_MS;
}

function isKeptSelf(value: unknown): value is KeptSelf {
  return typeof value === 'object' && value !== null && 'sealed' in value && 'iv' in value && 'publicKey' in value;
}
