import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import { fail, must } from '../base/problem.ts';
import { readFields } from './shape.ts';
import { sign, verify } from './sign.ts';

/** The signer's public key, or how to find it in the content (unverified at that moment). */
export type SignerKey = Uint8Array | ((content: Json) => Uint8Array);

/** `{"content":…,"signature":"…"}` in canonical JSON; the signature covers the canonical content under the context. */
export async function signContent(context: string, secret: Uint8Array, content: Json): Promise<Uint8Array> {
  const signature = toBase64url(await sign(context, secret, utf8(canonicalJson(content))));
  return utf8(canonicalJson({ content, signature }));
}

/** The content of a signed text; `signature_refused` for whatever is not exactly what `signContent` gives under this key. */
export async function readSignedContent(context: string, signer: SignerKey, bytes: Uint8Array): Promise<Json> {
  try {
    const text = fromUtf8(bytes);
    const whole = JSON.parse(text) as Json;
    // canonical as a whole: no doubled key, no second spelling of one content
    must(canonicalJson(whole) === text, 'signature_refused');
    const { content, signature } = readFields(whole, ['content', 'signature']);
    must(content !== undefined && typeof signature === 'string', 'signature_refused');
    const publicKey = signer instanceof Uint8Array ? signer : signer(content);
    const signed = utf8(canonicalJson(content));
    must(await verify(context, publicKey, signed, fromBase64url(signature)), 'signature_refused');
    return content;
  } catch (cause) {
    return fail('signature_refused', {}, cause);
  }
}
