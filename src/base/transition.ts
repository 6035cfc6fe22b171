import type { ProblemCode } from './problem.ts';
import { fail } from './problem.ts';

/**
 * A state machine as data. From one table come the server's check, the buttons on the screen, the diagram in the docs and the
 * exhaustive test (role × state × command).
 */
export interface Transition<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
  Notice extends string = string,
> {
  readonly command: Command;
  readonly from: readonly State[];
  readonly to: State;
  readonly roles: readonly Role[];
  readonly guards?: readonly Guard[];
  readonly needs?: { readonly reason?: true; readonly second?: true; readonly consent?: true };
  /** What the person concerned is told, if anything: a word of the slice, never content. */
  readonly notice?: Notice;
}

/** What a command brings along when it asks to be carried out. */
export interface Attempt<Role extends string, Guard extends string> {
  readonly roles: readonly Role[];
  readonly holds?: readonly Guard[];
  readonly reason?: string | undefined;
  /** The second person who agreed; must differ from the actor (checked by the caller, who knows the ids). */
  readonly second?: string | undefined;
}

export type Refusal = 'state' | 'role' | 'reason' | 'second' | `guard:${string}`;

/** The transition for a command out of a state, if the table has one. */
function findTransition<S extends string, C extends string, R extends string, G extends string>(
  table: readonly Transition<S, C, R, G>[],
  state: S,
  command: C,
): Transition<S, C, R, G> | undefined {
  return table.find((each) => each.command === command && each.from.includes(state));
}

/** Why a command would be refused in this state, or undefined when it may be carried out. */
export function refusalOf<S extends string, C extends string, R extends string, G extends string>(
  table: readonly Transition<S, C, R, G>[],
  state: S,
  command: C,
  attempt: Attempt<R, G>,
): Refusal | undefined {
  const transition = findTransition(table, state, command);
  if (!transition) return 'state';
  if (!transition.roles.some((role) => attempt.roles.includes(role))) return 'role';
  const missing = transition.guards?.find((guard) => !attempt.holds?.includes(guard));
  if (missing !== undefined) return `guard:${missing}`;
  if (transition.needs?.reason && !attempt.reason?.trim()) return 'reason';
  if (transition.needs?.second && !attempt.second) return 'second';
  return undefined;
}

/** The state a command leads to; `transition_refused` (409) with a machine-readable `why` otherwise. */
export function nextState<S extends string, C extends string, R extends string, G extends string>(
  table: readonly Transition<S, C, R, G>[],
  state: S,
  command: C,
  attempt: Attempt<R, G>,
): S {
  const refusal = refusalOf(table, state, command, attempt);
  const transition = findTransition(table, state, command);
  if (refusal !== undefined || !transition) {
    const code: ProblemCode = refusal === 'role' ? 'not_allowed' : 'transition_refused';
    return fail(code, { why: refusal ?? 'state', state, command });
  }
  return transition.to;
}

/** What the person concerned is told of a command that was carried out in this state, if anything. */
export function noticeOf<S extends string, C extends string, R extends string, G extends string, N extends string>(
  table: readonly Transition<S, C, R, G, N>[],
  state: S,
  command: C,
): N | undefined {
  return table.find((each) => each.command === command && each.from.includes(state))?.notice;
}

/** The commands a person with these roles can be offered in a state, whatever else they need. */
export function commandsFrom<S extends string, C extends string, R extends string, G extends string>(
  table: readonly Transition<S, C, R, G>[],
  state: S,
  roles: readonly R[],
): readonly C[] {
  return table
    .filter((each) => each.from.includes(state) && each.roles.some((role) => roles.includes(role)))
    .map((each) => each.command);
}

/** The states a replay of commands leads through, from the first; throws at the first that is not in the table. */
export function replay<S extends string, C extends string, R extends string, G extends string>(
  table: readonly Transition<S, C, R, G>[],
  first: S,
  commands: readonly C[],
): S {
  let state = first;
  for (const command of commands) {
    const transition = findTransition(table, state, command);
    if (!transition) return fail('transition_refused', { why: 'state', state, command });
    state = transition.to;
  }
  return state;
}
