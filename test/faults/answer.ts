import assert from 'node:assert/strict';
import { problems } from '../../src/base/problem.ts';
import { contentSecurityPolicy, pageHeaders, securityHeaders } from '../../src/http/headers.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { defaultLocale, htmlLang, locales } from '../../src/i18n/locale.ts';
import { problemText } from '../../src/i18n/problem-text.ts';
import type { Answer } from '../security/visitors.ts';
import { MARK } from './odd-values.ts';

/** Words of our machinery. None of them is in any text for people. */
const INSIDE =
  /node_modules|\.[tj]s:\d|\bat \S+ \(|file:\/\/|postgres|\bpg_|\brelation "|violates|constraint|\bSQL|select .* from|kysely|\bzod\b|fastify|FST_ERR|ECONN|TypeError|RangeError|stack/i;

/** Pages with a form: whatever is sent to them is answered by the page, for whoever sends it. */
const FORMS = /\/forums\/[^/]+\/(?:raise|ask)$/;

/** What of a request decides the form of a refusal. */
export interface Asked {
  readonly locale: Locale;
  readonly method: string;
  readonly url: string;
  readonly accept: string | undefined;
}

/** Whether an answer is one that a stranger may get: taken, or a problem in her language that tells nothing of the inside. */
export function assertAnswer(answer: Answer, asked: Asked): 'taken' | 'refused' {
  const { locale, method } = asked;
  const { statusCode, headers, body } = answer;
  assert.ok(statusCode < 500, `${statusCode}: ${body.slice(0, 300)}`);
  for (const name of Object.keys(securityHeaders)) assert.ok(headers[name], `without ${name}`);
  if (statusCode < 400) return 'taken';
  assert.equal(headers['cache-control'], 'no-store');
  if (String(headers['content-type']).startsWith('text/html')) {
    assertPage(answer, asked);
    return 'refused';
  }
  assert.match(String(headers['content-type']), /^application\/problem\+json/, `${statusCode} ${body.slice(0, 300)}`);
  assert.equal(headers['content-language'], locale);
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

/** A refusal as a page: only for a browser, never of the API, under a page's own headers. */
function assertPage({ headers, body }: Answer, { locale, method, url, accept }: Asked): void {
  // Without a socket an address arrives as browsers write it: dots on the way are gone.
  const { pathname } = new URL(`http://127.0.0.1${url}`);
  const answersForm = method === 'POST' && FORMS.test(pathname);
  if (!answersForm) assert.match(accept ?? '', /text\/html/);
  assert.ok(!/^\/api(\/|$)/.test(pathname), url);
  assert.equal(headers['content-security-policy'], contentSecurityPolicy.site);
  for (const [name, value] of Object.entries(pageHeaders)) assert.equal(headers[name], value);
  if (method === 'HEAD') return;
  const named = locales.find((each) => pathname.split('/').includes(each));
  // The form's own page is in the language of its address.
  const fitting = answersForm ? [named ?? defaultLocale, locale] : [named ?? locale];
  assert.ok(
    fitting.some((each) => body.includes(`<html lang="${htmlLang[each]}"`)),
    'in her language',
  );
  assert.doesNotMatch(body, INSIDE);
  // That nothing of the address comes back is tested where nobody has changed what the page shows (src/site/site.test.ts).
  assert.doesNotMatch(
    body,
    answersForm ? /<script(?! type="module" src="\/assets\/[\w-]+\.js"><\/script>)/ : /<script/,
  );
}
