import type { Sweep } from '../jobs/sweep.ts';
import type { EscalationGround } from './alerts/escalation.actions.ts';
import { escalateUrgent } from './alerts/escalation.actions.ts';
import type { SweepGround } from './sweeps/sweep.actions.ts';
import { countReceivedDue, expireDue, forgetLeft, removeStrayMailboxes } from './sweeps/sweep.actions.ts';
import { destroyDue } from './mailbox/withdrawal.actions.ts';

/** The background work on reports: by desk and day, never a job for one report, because a job has a time. */
export function reportingSweeps(ground: SweepGround & EscalationGround): readonly Sweep[] {
  return [
    // Her 72 hours end on the full hour.
    { name: 'reporting.withdrawals', when: '1,16,31,46 * * * *', run: async () => void (await destroyDue(ground)) },
    { name: 'reporting.urgent', when: '* * * * *', run: () => escalateUrgent(ground) },
    { name: 'reporting.retention', when: '20 0 * * *', run: async () => void (await expireDue(ground)) },
    { name: 'reporting.received', when: '10 0 * * *', run: () => countReceivedDue(ground) },
    { name: 'reporting.left', when: '45 0 * * *', run: () => forgetLeft(ground) },
    { name: 'reporting.mailboxes', when: '40 0 * * *', run: () => removeStrayMailboxes(ground) },
  ];
}
