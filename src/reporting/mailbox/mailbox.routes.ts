import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import { sayLinked } from './link.actions.ts';
import { hideRead } from './mailbox.actions.ts';
import * as contract from './mailbox.contract.ts';
import { liftMark, move } from './move.actions.ts';
import type { MailboxGround } from './own-report.actions.ts';
import { destroyNow, undoWithdrawal, withdraw } from './withdrawal.actions.ts';

/** Binds what the holder of a receipt can do with her report. */
export function mailboxRoutes(server: FastifyInstance, ground: MailboxGround): void {
  bind(server, contract.hideRead, async ({ visit, params, body }) => {
    await hideRead(ground, visit.mailboxId, params.reportId, body);
    return DONE;
  });

  bind(server, contract.moveReport, async ({ visit, params, body }) => {
    await move(ground, visit.mailboxId, params.reportId, body);
    return DONE;
  });

  bind(server, contract.liftNotPolice, async ({ visit, params, body }) => {
    await liftMark(ground, visit.mailboxId, params.reportId, body.lifted);
    return DONE;
  });

  bind(server, contract.withdrawReport, async ({ visit, params }) => ({
    destroyAfter: (await withdraw(ground, visit.mailboxId, params.reportId)).toISOString(),
  }));

  bind(server, contract.undoWithdrawal, async ({ visit, params }) => {
    await undoWithdrawal(ground, visit.mailboxId, params.reportId);
    return DONE;
  });

  bind(server, contract.destroyReport, async ({ visit, params }) => {
    await destroyNow(ground, visit.mailboxId, params.reportId);
    return DONE;
  });

  bind(server, contract.agreeToLink, async ({ visit, params, body }) => {
    await sayLinked(ground, visit.mailboxId, params, body.word);
    return DONE;
  });
}
