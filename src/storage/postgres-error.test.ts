import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { ProblemCode } from '../base/problem.ts';
import { Problem } from '../base/problem.ts';
import { failFromDatabase, findConstraint, isUnreachable, translatePostgresError } from './postgres-error.ts';

const TOLD = 'canary-she-wrote-this';

/** An error with everything in it that PostgreSQL and the driver put there. */
function refusal(code: string, more: Record<string, string> = {}): Error {
  const text = {
    severity: 'ERROR',
    code,
    detail: `Key (body)=(${TOLD})`,
    where: TOLD,
    hint: TOLD,
    internalQuery: TOLD,
  };
  return Object.assign(new Error(`refused: "${TOLD}"`), text, more);
}

function caught(error: unknown): unknown {
  try {
    return failFromDatabase(error);
  } catch (thrown) {
    return thrown;
  }
}

test('what is no database error passes unchanged', () => {
  for (const error of [new Error('a mistake'), new Problem('not_found'), new TypeError('x'), 'text', undefined]) {
    assert.equal(translatePostgresError(error), undefined);
    assert.equal(caught(error), error);
  }
  const missingFile = Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' });
  assert.equal(isUnreachable(missingFile), false);
});

const meant: readonly (readonly [string, ProblemCode])[] = [
  ['23505', 'already_different'],
  ['23503', 'not_found'],
  ['53100', 'storage_full'],
  ['40001', 'unavailable'],
  ['40P01', 'unavailable'],
  ['57014', 'unavailable'],
  ['57P01', 'unavailable'],
  ['57P03', 'unavailable'],
  ['08006', 'unavailable'],
  ['53300', 'unavailable'],
  ['25006', 'unavailable'],
  ['22P02', 'malformed'],
  ['22021', 'malformed'],
];

for (const [code, problem] of meant) {
  test(`${code} means ${problem}`, () => assert.equal(translatePostgresError(refusal(code))?.code, problem));
}

test('a lost connection means unavailable, however it shows', () => {
  const socket = (code: string) => Object.assign(new Error(code), { code, syscall: 'connect' });
  const lost = [
    socket('ECONNREFUSED'),
    socket('ENOENT'),
    socket('EPIPE'),
    socket('ECONNRESET'),
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('timeout exceeded when trying to connect'),
  ];
  for (const error of lost) assert.equal(translatePostgresError(error)?.code, 'unavailable', error.message);
});

test('nothing that somebody wrote comes through, in a Problem or in a mistake of ours', () => {
  for (const code of ['23505', '23503', '23514', '22P02', '22012', '53100', '57014', 'P0001', 'XX000']) {
    const thrown = caught(refusal(code, code.startsWith('23') ? { message: 'violates constraint "report_pkey"' } : {}));
    const all = inspect(thrown, { showHidden: true, depth: 9 }) + JSON.stringify(thrown);
    assert.ok(thrown instanceof Error && !all.includes(TOLD), all);
    assert.ok(all.includes(code), all);
  }
});

test('a mistake in our own SQL keeps its words, and a refused write the name of its constraint', () => {
  const mistake = caught(refusal('42703', { message: 'column "desc_id" does not exist' }));
  assert.match(String(mistake), /column "desc_id" does not exist \(42703\)/);
  assert.equal(
    findConstraint(translatePostgresError(refusal('23505', { constraint: 'desk_name_key' }))),
    'desk_name_key',
  );
  assert.equal(findConstraint(new Problem('not_found')), undefined);
});
