import type { Day } from '../../base/clock.ts';
import type { Transition } from '../../base/transition.ts';

export const bearerKinds = ['office', 'unit', 'body'] as const;
export type BearerKind = (typeof bearerKinds)[number];

export const commitmentStates = [
  'proposed',
  'agreed',
  'handedOver',
  'accepted',
  'refused',
  'inProgress',
  'reportedDone',
  'verified',
  'returned',
  'cancelled',
] as const;
export type CommitmentState = (typeof commitmentStates)[number];

export const commitmentCommands = [
  'agree',
  'handOver',
  'accept',
  'refuse',
  'progress',
  'reportDone',
  'verify',
  'return',
  'reopen',
  'cancel',
] as const;
export type CommitmentCommand = (typeof commitmentCommands)[number];

/**
 * A seat in the forum, or the side of the duty bearer: `bearerHead` answers for it, `bearer` reports progress. For a body without
 * people here the forum's secretary writes down what it answers, as `bearerHead` and `bearer`, and never verifies. `system`: the
 * approval of minutes.
 */
export type CommitmentRole = 'member' | 'secretary' | 'chair' | 'bearerHead' | 'bearer' | 'system';

/** `notBearer`: a duty bearer never verifies its own commitment (invariant 11). `due`: a day is set. */
export type CommitmentGuard = 'notBearer' | 'due';

const UNDER_WAY: readonly CommitmentState[] = ['accepted', 'inProgress', 'returned'];

/** From a promise proposed to a promise kept. Overdue is a mark, not a state. */
export const commitmentTransitions: readonly Transition<
  CommitmentState,
  CommitmentCommand,
  CommitmentRole,
  CommitmentGuard
>[] = [
  { command: 'agree', from: ['proposed'], to: 'agreed', roles: ['chair', 'system'] },
  {
    command: 'handOver',
    from: ['agreed', 'refused'],
    to: 'handedOver',
    roles: ['secretary', 'chair'],
    guards: ['due'],
  },
  { command: 'accept', from: ['handedOver'], to: 'accepted', roles: ['bearerHead'] },
  { command: 'refuse', from: ['handedOver'], to: 'refused', roles: ['bearerHead'], needs: { reason: true } },
  { command: 'progress', from: UNDER_WAY, to: 'inProgress', roles: ['bearer', 'bearerHead'] },
  { command: 'reportDone', from: UNDER_WAY, to: 'reportedDone', roles: ['bearer', 'bearerHead'] },
  { command: 'verify', from: ['reportedDone'], to: 'verified', roles: ['chair'], guards: ['notBearer'] },
  {
    command: 'return',
    from: ['reportedDone'],
    to: 'returned',
    roles: ['chair'],
    guards: ['notBearer'],
    needs: { reason: true },
  },
  {
    command: 'reopen',
    from: ['verified'],
    to: 'returned',
    roles: ['member', 'secretary', 'chair'],
    needs: { reason: true },
  },
  {
    command: 'cancel',
    from: ['proposed', 'agreed', 'handedOver', 'refused', ...UNDER_WAY],
    to: 'cancelled',
    roles: ['chair'],
    needs: { reason: true },
  },
];

/** States in which a due day can pass. */
export const OPEN_COMMITMENTS: readonly CommitmentState[] = ['handedOver', ...UNDER_WAY];

/** Days after the due day on which the governorate's directorate is told; the bearer is reminded on the day itself. */
export const ESCALATE_AFTER_DAYS = 14;

/** Whether a promise was kept by its day. */
export function wasInTime(commitment: { readonly dueOn: Day | null; readonly reportedDoneOn: Day | null }): boolean {
  const { dueOn, reportedDoneOn } = commitment;
  return dueOn !== null && reportedDoneOn !== null && reportedDoneOn <= dueOn;
}
