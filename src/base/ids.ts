const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type Id = string;

/** A random id (UUIDv4): for everything that belongs to a reporter, because it tells no time. */
export function randomId(): Id {
  return uuidOf(crypto.getRandomValues(new Uint8Array(16)), 4);
}

/** A time-ordered id (UUIDv7, RFC 9562) for everything else: near rows stay near on disk. `now` in milliseconds. */
export function timeId(now: number): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at++) bytes[at] = Math.floor(now / 2 ** (8 * (5 - at))) % 256;
  return uuidOf(bytes, 7);
}

/** The UUID of a version out of 16 bytes; the version and variant bits are set, the rest is kept (RFC 9562). */
export function uuidOf(bytes: Uint8Array, version: 4 | 7 | 8): Id {
  const digits = [...bytes.subarray(0, 16)].map((byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | (version << 4) : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  const part = (from: number, to: number) => digits.slice(from, to).join('');
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
}

/** Whether a text is a UUID in its canonical lower-case form. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
