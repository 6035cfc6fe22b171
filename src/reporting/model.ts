import type { Transition } from '../base/transition.ts';

export { statisticsWord } from './thread/statistics.model.ts';
export type { StatisticsWord } from './thread/statistics.model.ts';

/** What happens to her: the first question. */
export const kinds = ['eExtortion', 'violenceAtHome', 'forcedMarriage', 'harassment', 'somethingElse'] as const;
export type Kind = (typeof kinds)[number];

export const safeNowAnswers = ['yes', 'no', 'unsure'] as const;
export type SafeNow = (typeof safeNowAnswers)[number];

export const extortionFacets = [
  'threatToPublish',
  'published',
  'coercedImagesOrContact',
  'moneyDemand',
  'accountTakeover',
  'fabricatedOrImpersonation',
  'doxxingOrTellingFamily',
  'minorInvolved',
] as const;
export type ExtortionFacet = (typeof extortionFacets)[number];

export const deadlines = ['none', 'today', 'threeDays', 'later'] as const;
export type Deadline = (typeof deadlines)[number];

export const contactWays = ['mailbox', 'phone'] as const;
export type ContactWay = (typeof contactWays)[number];

/** Depth A of the intake: all optional but the kind and the safety question. Sealed; the server never sees it. */
export interface IntakeAnswers {
  readonly kind: Kind;
  readonly safeNow: SafeNow;
  readonly facet?: ExtortionFacet;
  readonly under18?: boolean;
  readonly deadline?: Deadline;
  readonly governorateId?: string;
  readonly districtId?: string;
  readonly contact?: {
    readonly way: ContactWay;
    readonly phone?: string;
    readonly safeHours?: string;
    readonly manMayAnswer?: boolean;
    readonly coverWord?: string;
  };
  /** May it be counted without her name? Not ticked is a no; her latest word stands (`statisticsWord`). */
  readonly statsConsent?: boolean;
}

/** Whether answers concern a child: she says that she is under 18, or that a child is in it (rule N4, invariant 18). */
export function concernsChild(answers: Readonly<Record<string, unknown>>): boolean {
  return answers['under18'] === true || answers['facet'] === 'minorInvolved';
}

export const reportStates = [
  'received',
  'caseOpened',
  'answeredOnly',
  'emergency',
  'outOfScope',
  'linked',
  'closed',
  'unreadable',
  'withdrawn',
  'expired',
] as const;
export type ReportState = (typeof reportStates)[number];

export const reportCommands = [
  'answerOnly',
  'openCase',
  'markEmergency',
  'markOutOfScope',
  'link',
  'markUnreadable',
  'close',
  'reopen',
  'move',
  'withdraw',
  'expire',
] as const;
export type ReportCommand = (typeof reportCommands)[number];

/**
 * What she is told of her report in her mailbox, by desk, role and day (rule N12): who had it in hand, and what came of it. Which
 * transition tells what stands in the table below; `opened`, `answered`, `madeOffline` and `accessRefused` (somebody asked to see it in vain)
 * change no state.
 */
export const noticeKinds = [
  'moved',
  'opened',
  'madeOffline',
  'answered',
  'caseOpened',
  'unreadable',
  'closed',
  'reopened',
  'accessRefused',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Who carries out a command on a report: somebody who holds the desk's key, the reporter herself, or a sweep. */
export type ReportRole = 'deskMember' | 'reporter' | 'system';

/** `bothMailboxesAgree`: the same person said so from both mailboxes (invariant 22). `answered`: the desk wrote to her. */
export type ReportGuard = 'bothMailboxesAgree' | 'answered';

const OPEN_STATES: readonly ReportState[] = [
  'received',
  'caseOpened',
  'answeredOnly',
  'emergency',
  'outOfScope',
  'linked',
];
const BEFORE_WORK: readonly ReportState[] = ['received', 'answeredOnly', 'emergency', 'outOfScope'];

/** The states of a report on the server. A draft lives on her device alone; `sealed` is the moment before `received`. */
export const reportTransitions: readonly Transition<ReportState, ReportCommand, ReportRole, ReportGuard, NoticeKind>[] =
  [
    {
      command: 'answerOnly',
      from: ['received', 'emergency'],
      to: 'answeredOnly',
      roles: ['deskMember'],
      guards: ['answered'],
    },
    { command: 'openCase', from: BEFORE_WORK, to: 'caseOpened', roles: ['deskMember'], notice: 'caseOpened' },
    { command: 'markEmergency', from: ['received', 'answeredOnly'], to: 'emergency', roles: ['deskMember'] },
    {
      command: 'markOutOfScope',
      from: ['received', 'answeredOnly'],
      to: 'outOfScope',
      roles: ['deskMember'],
      needs: { reason: true },
    },
    { command: 'link', from: BEFORE_WORK, to: 'linked', roles: ['deskMember'], guards: ['bothMailboxesAgree'] },
    { command: 'markUnreadable', from: ['received'], to: 'unreadable', roles: ['deskMember'], notice: 'unreadable' },
    {
      command: 'close',
      from: OPEN_STATES,
      to: 'closed',
      roles: ['deskMember'],
      needs: { reason: true, second: true },
      notice: 'closed',
    },
    { command: 'reopen', from: ['closed'], to: 'answeredOnly', roles: ['deskMember', 'reporter'], notice: 'reopened' },
    // A case stays with the desk that opened it: she asks for its transfer there, or withdraws and reports anew.
    {
      command: 'move',
      from: ['received', 'answeredOnly', 'emergency', 'outOfScope', 'unreadable', 'closed'],
      to: 'received',
      roles: ['reporter'],
      notice: 'moved',
    },
    { command: 'withdraw', from: [...OPEN_STATES, 'closed', 'unreadable'], to: 'withdrawn', roles: ['reporter'] },
    // Nothing is kept for ever (rule N11): whatever is open and quiet ends as well.
    { command: 'expire', from: [...OPEN_STATES, 'closed', 'unreadable'], to: 'expired', roles: ['system'] },
  ];

/** Largest sealed text part in bytes; the padded plaintext of a very long report. */
export const MAX_SEALED_TEXT = 48 * 1024;

/** A withdrawal locks at once and destroys after this long, unless she undoes it (a family may force it). */
export const WITHDRAWAL_HOURS = 72;

const QUARTER_MS = 15 * 60_000;

/** How long an urgent report may wait before the whole rota is told. */
export const URGENT_LEAST_MS = QUARTER_MS;

/** When the duty rota is reminded of an urgent report: a quarter-hour mark at least 15 minutes ahead (invariant 19). */
export function urgentUntilOf(now: number): Date {
  return new Date((Math.floor(now / QUARTER_MS) + 2) * QUARTER_MS);
}
