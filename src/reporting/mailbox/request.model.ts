import type { Json } from '../../base/canonical.ts';
import { canonicalJson } from '../../base/canonical.ts';

/** Keeps a mailbox signature from meaning anything elsewhere. */
export const MAILBOX_CONTEXT = 'muntada mailbox request v1';

/** What a mailbox signs to make a request: all that the request is, and a challenge of the last hour. */
export function mailboxRequest(request: {
  readonly method: string;
  readonly path: string;
  readonly challenge: string;
  readonly body: Json;
}): string {
  return canonicalJson({
    method: request.method,
    path: request.path,
    challenge: request.challenge,
    body: request.body,
  });
}
