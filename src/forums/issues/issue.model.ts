import type { Transition } from '../../base/transition.ts';

export const issueCategories = [
  'domesticViolence',
  'drugs',
  'familyDispute',
  'eExtortion',
  'tribalDispute',
  'services',
  'property',
  'documents',
  'traffic',
  'other',
] as const;
export type IssueCategory = (typeof issueCategories)[number];

export const affectedGroups = [
  'everybody',
  'women',
  'youth',
  'children',
  'displaced',
  'elderly',
  'disabled',
  'shopkeepers',
] as const;
export type AffectedGroup = (typeof affectedGroups)[number];

export const issueChannels = ['site', 'member', 'paper'] as const;
export type IssueChannel = (typeof issueChannels)[number];

/** Who is responsible for what is not a forum's to solve. */
export const remitBodies = [
  'education',
  'health',
  'municipality',
  'water',
  'electricity',
  'court',
  'displacement',
  'other',
] as const;
export type RemitBody = (typeof remitBodies)[number];

export const issueStates = [
  'raised',
  'diverted',
  'accepted',
  'merged',
  'outOfRemit',
  'onAgenda',
  'discussed',
  'solved',
  'deferred',
  'escalated',
  'toSubCommittee',
  'rejected',
  'followedUp',
  'verified',
  'published',
  'closed',
  'reopened',
] as const;
export type IssueState = (typeof issueStates)[number];

export const issueCommands = [
  'divert',
  'accept',
  'merge',
  'sendOn',
  'schedule',
  'unschedule',
  'discuss',
  'solve',
  'defer',
  'escalate',
  'toSubCommittee',
  'reject',
  'followUp',
  'verify',
  'publish',
  'close',
  'reopen',
] as const;
export type IssueCommand = (typeof issueCommands)[number];

/** A seat in the forum; `system` is the approval of minutes, which carries out what the meeting decided. */
export type IssueRole = 'member' | 'secretary' | 'chair' | 'system';

/** `notBearer`: whoever verifies does not stand for a duty bearer (invariant 11). `worded`: the public text was written. */
export type IssueGuard = 'notBearer' | 'worded';

const IDLE: readonly IssueState[] = ['accepted', 'deferred', 'escalated', 'toSubCommittee', 'reopened'];

/** What becomes of an issue. Diverting keeps nothing of its text (docs/invariants.md, "Two walls"). */
export const issueTransitions: readonly Transition<IssueState, IssueCommand, IssueRole, IssueGuard>[] = [
  { command: 'divert', from: ['raised'], to: 'diverted', roles: ['secretary'] },
  { command: 'accept', from: ['raised'], to: 'accepted', roles: ['secretary'] },
  { command: 'merge', from: ['raised', ...IDLE], to: 'merged', roles: ['secretary'] },
  { command: 'sendOn', from: ['raised', ...IDLE, 'discussed'], to: 'outOfRemit', roles: ['secretary'] },
  { command: 'schedule', from: IDLE, to: 'onAgenda', roles: ['secretary'] },
  { command: 'unschedule', from: ['onAgenda'], to: 'accepted', roles: ['secretary'] },
  { command: 'discuss', from: ['onAgenda'], to: 'discussed', roles: ['system'] },
  { command: 'solve', from: ['discussed'], to: 'solved', roles: ['system', 'secretary'] },
  { command: 'defer', from: ['discussed', 'onAgenda'], to: 'deferred', roles: ['system', 'secretary'] },
  {
    command: 'escalate',
    from: ['discussed'],
    to: 'escalated',
    roles: ['system', 'secretary'],
    needs: { reason: true },
  },
  { command: 'toSubCommittee', from: ['discussed'], to: 'toSubCommittee', roles: ['system', 'secretary'] },
  { command: 'reject', from: ['discussed'], to: 'rejected', roles: ['system', 'chair'], needs: { reason: true } },
  {
    command: 'followUp',
    from: ['solved', 'escalated', 'toSubCommittee', 'outOfRemit'],
    to: 'followedUp',
    roles: ['secretary'],
  },
  { command: 'verify', from: ['followedUp'], to: 'verified', roles: ['chair'], guards: ['notBearer'] },
  { command: 'publish', from: ['verified', 'rejected'], to: 'published', roles: ['chair'], guards: ['worded'] },
  {
    command: 'close',
    from: ['merged', 'outOfRemit', 'rejected', 'verified', 'published'],
    to: 'closed',
    roles: ['secretary', 'chair'],
  },
  {
    command: 'reopen',
    from: ['solved', 'followedUp', 'rejected', 'verified', 'published', 'closed'],
    to: 'reopened',
    roles: ['member', 'secretary', 'chair'],
    needs: { reason: true },
  },
];

/** Longest text of an issue in UTF-16 units. */
export const ISSUE_LONGEST = 2000;

/** An issue solved within so many days counts in the indicator. */
export const SOLVED_IN_DAYS = 90;
