/** A device's own cookie: a random name, and a mark for each account that has signed in on it. */
export interface DeviceCookie {
  /** 16 random bytes in base64url. */
  readonly nonce: string;
  readonly marks: readonly string[];
}

/** A shared computer at an office keeps the last few people. */
const MARKS_MOST = 8;

const PART = /^[A-Za-z0-9_-]{22}$/;

/** The cookie as the browser sends it; undefined when it is none of ours. */
export function readDeviceCookie(text: string | undefined): DeviceCookie | undefined {
  const [nonce, ...marks] = (text ?? '').split('.');
  if (nonce === undefined || !PART.test(nonce)) return undefined;
  return { nonce, marks: marks.filter((mark) => PART.test(mark)).slice(0, MARKS_MOST) };
}

/** As it is set. */
export function writeDeviceCookie(device: DeviceCookie): string {
  return [device.nonce, ...device.marks].join('.');
}

/** The same device with one more account's mark, the newest first. */
export function withMark(device: DeviceCookie, mark: string): DeviceCookie {
  return { nonce: device.nonce, marks: [mark, ...device.marks.filter((each) => each !== mark)].slice(0, MARKS_MOST) };
}
