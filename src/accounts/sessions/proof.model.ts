import { toBase64url, utf8 } from '../../base/bytes.ts';
import { canonicalJson } from '../../base/canonical.ts';

/** Keeps a signature of a device key from meaning anything elsewhere. */
const PURPOSE = 'muntada session request v1';

/** An uncompressed point of P-256, as WebCrypto exports it `raw`. */
export const DEVICE_KEY_BYTES = 65;

/** A request as far as its session's device key signs it. */
export interface SessionRequest {
  readonly method: string;
  /** As it stands in the request line: with the query, without the host. */
  readonly path: string;
  /** The server's, of the last hour: devices' clocks are wrong. */
  readonly challenge: string;
  /** SHA-256 of the body's bytes as they travel; of no bytes where there is none. */
  readonly digest: Uint8Array;
}

/** What a request carries to show that it comes from the session's own device. */
export interface Proof {
  readonly challenge: string;
  /** ECDSA, P-256 and SHA-256: r ‖ s, 64 bytes in base64url. */
  readonly signature: string;
}

/** The bytes that are signed: all that a request asks for. The same on both sides. */
export function signedRequest({ method, path, challenge, digest }: SessionRequest): Uint8Array {
  return utf8(canonicalJson({ purpose: PURPOSE, method, path, challenge, digest: toBase64url(digest) }));
}

/** The proof as an `Authorization` header. */
export function writeProof({ challenge, signature }: Proof): string {
  return `Session ${challenge}.${signature}`;
}

// 64 bytes leave four bits of the last letter over.
const PROOF = /^Session ([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{85}[AQgw])$/;

/** The proof of an `Authorization` header; undefined when it is none. */
export function readProof(header: string | undefined): Proof | undefined {
  const [, challenge, signature] = PROOF.exec(header ?? '') ?? [];
  return challenge === undefined || signature === undefined ? undefined : { challenge, signature };
}
