import assert from 'node:assert/strict';
import { problems } from '../../src/base/problem.ts';
import { securityHeaders } from '../../src/http/headers.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { problemText } from '../../src/i18n/problem-text.ts';
import type { Answer } from '../security/visitors.ts';
import { MARK } from './odd-values.ts';

/** Words of our machinery. None of them is in any text for people. */
const INSIDE =
  /node_modules|\.[tj]s:\d|\bat \S+ \(|file:\/\/|postgres|\bpg_|\brelation "|violates|constraint|\bSQL|select .* from|kysely|\bzod\b|fastify|FST_ERR|ECONN|TypeError|RangeError|stack/i;

/** Whether an answer is one that a stranger may get: taken, or a problem in her language that tells nothing of the inside. */
export function assertAnswer(
  answer: Answer,
  { locale, method }: { locale: Locale; method: string },
): 'taken' | 'refused' {
  const { statusCode, headers, body } = answer;
  assert.ok(statusCode < 500, `${statusCode}: ${body.slice(0, 300)}`);
  for (const name of Object.keys(securityHeaders)) assert.ok(headers[name], `without ${name}`);
  if (statusCode < 400) return 'taken';
  assert.match(String(headers['content-type']), /^application\/problem\+json/, `${statusCode} ${body.slice(0, 300)}`);
  assert.equal(headers['content-language'], locale);
  assert.equal(headers['cache-control'], 'no-store');
  if (method === 'HEAD') return 'refused';
  const problem = JSON.parse(body) as { type: string; status: number; code: keyof typeof problems; title: string };
  assert.equal(problem.status, statusCode);
  assert.equal(problems[problem.code], statusCode, `${problem.code} is not ${statusCode}`);
  assert.equal(problem.type, `urn:muntada:problem:${problem.code}`);
  assert.equal(problem.title, problemText(problem.code, locale));
  assert.doesNotMatch(body, INSIDE);
  assert.ok(!body.includes(MARK), `gives back what was sent: ${body.slice(0, 300)}`);
  return 'refused';
}
