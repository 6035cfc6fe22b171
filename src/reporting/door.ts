import { setTimeout } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { fromBase64url, utf8 } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { isUuid } from '../base/ids.ts';
import { isProblem, must } from '../base/problem.ts';
import { newSigningKey, verify } from '../crypto/sign.ts';
import type { Challenges } from '../http/challenge.ts';
import type { DoorKeeper, VisitOf } from '../http/door.ts';
import type { Database } from '../storage/database.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from './mailbox/request.model.ts';
import { findMailboxKey } from './queries.ts';

/** A key whose secret is thrown away: an unknown mailbox costs the same time as a wrong signature. */
const { public: NOBODYS_KEY } = await newSigningKey();

const REFUSAL_PAUSE_MS = 300;

/**
 * Lets in whoever signs with the mailbox's key, `Authorization: Mailbox <id>.<challenge>.<signature>`. Unknown mailboxes and wrong
 * signatures get one answer in the same time, a little late. Nothing of it is recorded.
 */
export function mailboxDoor(
  database: Database,
  challenges: Challenges,
  pause: () => Promise<unknown> = () => setTimeout(REFUSAL_PAUSE_MS),
): DoorKeeper<'mailbox'> {
  return async (request: FastifyRequest) => {
    try {
      return await enter(database, challenges, request);
    } catch (error) {
      // Slows whoever tries receipts, and nobody else: there is no count, so nobody can be locked out.
      if (isProblem(error, 'mailbox_unknown')) await pause();
      throw error;
    }
  };
}

async function enter(database: Database, challenges: Challenges, request: FastifyRequest): Promise<VisitOf<'mailbox'>> {
  const proof = /^Mailbox ([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{86})$/.exec(
    request.headers.authorization ?? '',
  );
  const [, mailboxId = '', challenge = '', signature = ''] = proof ?? [];
  must(proof && isUuid(mailboxId), 'mailbox_unknown');
  challenges.mustStand(challenge);
  const key = await database.transact({ mailbox: mailboxId }, (tx) => findMailboxKey(tx, mailboxId));
  const signed = mailboxRequest({
    method: request.method,
    path: request.url,
    challenge,
    // Parsed JSON: the contract has already checked it.
    body: (request.body ?? null) as Json,
  });
  const holds = await verify(MAILBOX_CONTEXT, key ?? NOBODYS_KEY, utf8(signed), fromBase64url(signature));
  must(holds && key !== undefined, 'mailbox_unknown');
  return { mailboxId };
}
