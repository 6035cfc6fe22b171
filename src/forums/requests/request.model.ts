import type { Transition } from '../../base/transition.ts';

export const askerKinds = ['school', 'university', 'association', 'other'] as const;
export type AskerKind = (typeof askerKinds)[number];

export const requestTopics = [
  'eExtortion',
  'drugs',
  'domesticViolence',
  'digitalSafety',
  'communityPolice',
  'other',
] as const;
export type RequestTopic = (typeof requestTopics)[number];

export const requestAudiences = ['pupils', 'students', 'parents', 'teachers', 'women', 'men', 'everybody'] as const;
export type RequestAudience = (typeof requestAudiences)[number];

export const requestStates = [
  'received',
  'acknowledged',
  'scheduled',
  'delivered',
  'evaluated',
  'closed',
  'declined',
] as const;
export type RequestState = (typeof requestStates)[number];

export const requestCommands = ['acknowledge', 'schedule', 'deliver', 'evaluate', 'close', 'decline'] as const;
export type RequestCommand = (typeof requestCommands)[number];

export type RequestRole = 'secretary' | 'chair' | 'officer';

/** `dated`: the day is set. `counted`: women and men were counted. */
export type RequestGuard = 'dated' | 'counted';

/** A request for an awareness session, from the site to its evaluation. */
export const requestTransitions: readonly Transition<RequestState, RequestCommand, RequestRole, RequestGuard>[] = [
  { command: 'acknowledge', from: ['received'], to: 'acknowledged', roles: ['secretary', 'chair', 'officer'] },
  {
    command: 'schedule',
    from: ['received', 'acknowledged', 'scheduled'],
    to: 'scheduled',
    roles: ['secretary', 'chair', 'officer'],
    guards: ['dated'],
  },
  {
    command: 'deliver',
    from: ['scheduled'],
    to: 'delivered',
    roles: ['secretary', 'chair', 'officer'],
    guards: ['counted'],
  },
  { command: 'evaluate', from: ['delivered'], to: 'evaluated', roles: ['secretary', 'chair', 'officer'] },
  { command: 'close', from: ['evaluated'], to: 'closed', roles: ['secretary', 'chair'] },
  {
    command: 'decline',
    from: ['received', 'acknowledged', 'scheduled'],
    to: 'declined',
    roles: ['secretary', 'chair'],
    needs: { reason: true },
  },
];
