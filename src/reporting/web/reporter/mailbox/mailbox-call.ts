import { toBase64url, utf8 } from '../../../../base/bytes.ts';
import type { Json } from '../../../../base/canonical.ts';
import type { OutputOf } from '../../../../base/endpoint.ts';
import { isProblem } from '../../../../base/problem.ts';
import type { MailboxKeys } from '../../../../crypto/receipt.ts';
import { sign } from '../../../../crypto/sign.ts';
import type { Method } from '../../../../web/api.ts';
import { call, fetchBytes } from '../../../../web/api.ts';
import type { getChallenge } from '../../../contract.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from '../../../mailbox/request.model.ts';

let challenge: string | undefined;

/** A request signed by the mailbox's key. A challenge that grew old meanwhile is fetched anew without a word. */
export async function callMailbox<Output>(
  keys: MailboxKeys,
  method: Method,
  path: string,
  body: Json = null,
): Promise<Output> {
  return await signed(keys, { method, path, body }, (authorization) =>
    call<Output>(method, path, body ?? undefined, undefined, { authorization }),
  );
}

/** The sealed files of a message, from a byte on, for her mailbox. */
export async function fetchFromMailbox(keys: MailboxKeys, path: string, first: number): Promise<Response> {
  return await signed(keys, { method: 'GET', path, body: null }, (authorization) =>
    fetchBytes(path, first, { authorization }),
  );
}

async function signed<T>(
  keys: MailboxKeys,
  { method, path, body }: { method: Method; path: string; body: Json },
  send: (authorization: string) => Promise<T>,
): Promise<T> {
  for (const last of [false, true]) {
    challenge ??= (await call<OutputOf<typeof getChallenge>>('GET', '/api/challenge')).challenge;
    const request = utf8(mailboxRequest({ method, path, challenge, body }));
    const signature = toBase64url(await sign(MAILBOX_CONTEXT, keys.signing.secret, request));
    const authorization = `Mailbox ${keys.mailboxId}.${challenge}.${signature}`;
    try {
      return await send(authorization);
    } catch (error) {
      if (last || !isProblem(error, 'challenge_expired')) throw error;
      challenge = undefined;
    }
  }
  throw new Error('not reached: the second attempt returns or throws');
}
