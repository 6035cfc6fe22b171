import { fail } from '../../base/problem.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;
const DIGITS = 6;

/** The code of a TOTP secret (base 32) at an instant: RFC 6238 with SHA-1, 30 seconds and six digits. For the demo's accounts alone. */
export async function totpCode(secret: string, now: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', fromBase32(secret), { name: 'HMAC', hash: 'SHA-1' }, false, [
    'sign',
  ]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setUint32(4, Math.floor(now / STEP_MS));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const at = mac.getUint8(mac.byteLength - 1) & 0x0f;
  return String((mac.getUint32(at) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text.replace(/=+$/, '')].map((symbol) => {
    const value = ALPHABET.indexOf(symbol.toUpperCase());
    return value < 0 ? fail('malformed') : value.toString(2).padStart(5, '0');
  });
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
