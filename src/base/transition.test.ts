import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from './problem.ts';
import type { Transition } from './transition.ts';
import { commandsFrom, nextState, refusalOf, replay } from './transition.ts';

type State = 'open' | 'closed';
type Command = 'close' | 'reopen';
type Role = 'worker' | 'guest';
const table: readonly Transition<State, Command, Role, 'answered'>[] = [
  {
    command: 'close',
    from: ['open'],
    to: 'closed',
    roles: ['worker'],
    guards: ['answered'],
    needs: { reason: true, second: true },
  },
  { command: 'reopen', from: ['closed'], to: 'open', roles: ['worker', 'guest'] },
];
const whole = { roles: ['worker'], holds: ['answered'], reason: 'done', second: 'b' } as const;

test('what the table does not hold is refused with its reason', () => {
  assert.equal(refusalOf(table, 'closed', 'close', whole), 'state');
  assert.equal(refusalOf(table, 'open', 'close', { ...whole, roles: ['guest'] }), 'role');
  assert.equal(refusalOf(table, 'open', 'close', { ...whole, holds: [] }), 'guard:answered');
  assert.equal(refusalOf(table, 'open', 'close', { ...whole, reason: ' ' }), 'reason');
  assert.equal(refusalOf(table, 'open', 'close', { ...whole, second: undefined }), 'second');
});

test('a refusal of the state is a 409, one of the role a 403', () => {
  assert.throws(
    () => nextState(table, 'closed', 'close', whole),
    (error) => isProblem(error, 'transition_refused') && error.status === 409 && error.params['why'] === 'state',
  );
  assert.throws(
    () => nextState(table, 'open', 'close', { ...whole, roles: ['guest'] }),
    (error) => isProblem(error, 'not_allowed') && error.status === 403,
  );
});

test('a complete attempt leads on, and a replay of the commands to the same state', () => {
  assert.equal(nextState(table, 'open', 'close', whole), 'closed');
  assert.equal(replay(table, 'open', ['close', 'reopen', 'close']), 'closed');
  assert.throws(() => replay(table, 'open', ['reopen']));
});

test('a person is offered only what her roles may do', () => {
  assert.deepEqual(commandsFrom(table, 'closed', ['guest']), ['reopen']);
  assert.deepEqual(commandsFrom(table, 'open', ['guest']), []);
});
