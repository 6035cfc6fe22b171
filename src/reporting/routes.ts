import type { FastifyInstance } from 'fastify';
import { PROOF_OF_WORK_BITS } from '../base/proof-of-work.ts';
import { DONE } from '../base/shapes.ts';
import { bind } from '../http/bind.ts';
import * as contract from './contract.ts';
import type { IntakeGround } from './intake/intake.actions.ts';
import { submit } from './intake/intake.actions.ts';
import { readThreads, writeAsReporter } from './mailbox/mailbox.actions.ts';
import { mailboxRoutes } from './mailbox/mailbox.routes.ts';

/** Binds the intake and the mailbox; the desk's work on reports is in `desk.routes.ts`. */
export function reportingRoutes(server: FastifyInstance, ground: IntakeGround): void {
  bind(server, contract.getChallenge, async () => ({
    challenge: ground.challenges.current(),
    bits: PROOF_OF_WORK_BITS,
  }));

  bind(server, contract.submitReport, async ({ body }) => submit(ground, body));

  mailboxRoutes(server, ground);

  bind(server, contract.readMailbox, async ({ visit }) => readThreads(ground, visit.mailboxId));

  bind(server, contract.writeFromMailbox, async ({ visit, params, body }) => {
    await writeAsReporter(ground, visit.mailboxId, params.reportId, body);
    return DONE;
  });
}
