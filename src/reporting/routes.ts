import type { FastifyInstance } from 'fastify';
import { PROOF_OF_WORK_BITS } from '../base/proof-of-work.ts';
import { DONE } from '../base/shapes.ts';
import { bind } from '../http/bind.ts';
import * as contract from './contract.ts';
import { command, listForDesk, open, saveEntry, writeAsDesk } from './desk.actions.ts';
import type { IntakeGround } from './intake.actions.ts';
import { submit } from './intake.actions.ts';
import { readThreads, writeAsReporter } from './mailbox.actions.ts';

/** Binds the intake, the mailbox and the desk's work on reports. */
export function reportingRoutes(server: FastifyInstance, ground: IntakeGround): void {
  bind(server, contract.getChallenge, async () => ({
    challenge: ground.challenges.current(),
    bits: PROOF_OF_WORK_BITS,
  }));

  bind(server, contract.submitReport, async ({ body }) => submit(ground, body));

  bind(server, contract.readMailbox, async ({ visit }) => readThreads(ground, visit.mailboxId));

  bind(server, contract.writeFromMailbox, async ({ visit, params, body }) => {
    await writeAsReporter(ground, visit.mailboxId, params.reportId, body);
    return DONE;
  });

  bind(server, contract.listReports, async ({ visit, params, query }) =>
    listForDesk(ground, visit, params.deskId, query),
  );

  bind(server, contract.putEntry, async ({ visit, params, body }) => {
    await saveEntry(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.openReport, async ({ visit, params }) => open(ground, visit, params.reportId));

  bind(server, contract.writeFromDesk, async ({ visit, params, body }) => {
    await writeAsDesk(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.commandReport, async ({ visit, params, body }) => ({
    state: await command(ground, visit, params.reportId, body),
  }));
}
