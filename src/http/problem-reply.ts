import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../base/problem.ts';
import { Problem } from '../base/problem.ts';
import { negotiateLocale } from '../i18n/locale.ts';
import { problemText } from '../i18n/problem-text.ts';
import { translatePostgresError } from '../storage/postgres-error.ts';
import { sendHtml } from './page.ts';

/** Fastify's and Node's own refusals, in our words. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_VALIDATION: 'wrong_shape',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
  FST_ERR_BAD_URL: 'no_such_route',
  FST_ERR_NOT_FOUND: 'no_such_route',
};

/** Refusals of theirs that the list above does not know by name. */
const FRAMEWORK_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed',
  404: 'no_such_route',
  413: 'too_large',
  // An address with a part so long that no id of ours is.
  414: 'no_such_route',
  415: 'unsupported_type',
};

/** Draws a problem as a page, for people who came to an address with a browser. */
export type ProblemPage = (problem: Problem, request: FastifyRequest) => Promise<string>;

export interface ProblemReplyOptions {
  /** Where an unexpected error goes: the operator's log, without the request. */
  readonly onUnexpected: (error: unknown) => void;
  readonly problemPage: ProblemPage;
}

/**
 * Answers any error as `application/problem+json` (RFC 9457) in the caller's language; outside of `/api/` a browser gets a page with
 * the same status. What is not a Problem becomes `internal` without a word of its text; `onUnexpected` gets it, so that operators see
 * the cause and callers do not.
 */
export function problemReply({ onUnexpected, problemPage }: ProblemReplyOptions) {
  // Where not even the page can be drawn, the problem is told as to a program.
  const pageOf = async (problem: Problem, request: FastifyRequest): Promise<string | undefined> => {
    try {
      return wantsPage(request) ? await problemPage(problem, request) : undefined;
    } catch (cause) {
      onUnexpected(cause);
      return undefined;
    }
  };
  return async (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const problem = problemOf(error);
    if (problem.code === 'internal') onUnexpected(error);
    // A script that was to be kept for ever and is not there: its refusal is not kept.
    void reply.code(problem.status).header('cache-control', 'no-store');
    const html = await pageOf(problem, request);
    if (html !== undefined) return sendHtml(request, reply, 'site', html);
    const locale = negotiateLocale(request.headers['accept-language']);
    return reply
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .serializer(JSON.stringify)
      .send({
        type: `urn:muntada:problem:${problem.code}`,
        status: problem.status,
        code: problem.code,
        title: problemText(problem.code, locale),
        ...(Object.keys(problem.params).length > 0 ? { params: problem.params } : {}),
        ...fieldsOf(error),
      });
  };
}

/** A person with a browser, as against a program: scripts and tools that take anything are told as programs are. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !/^\/api(\/|\?|$)/.test(url) && /\btext\/html\b/i.test(headers.accept ?? '');
}

function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  const code = 'code' in error && typeof error.code === 'string' ? FRAMEWORK_CODES[error.code] : undefined;
  if (code) return new Problem(code);
  const refused =
    'statusCode' in error && typeof error.statusCode === 'number' ? FRAMEWORK_STATUS[error.statusCode] : undefined;
  if (refused) return new Problem(refused);
  return translatePostgresError(error) ?? new Problem('internal');
}

/** Which fields did not fit: their paths only, never what stood in them. */
function fieldsOf(error: FastifyError | Error): { fields?: string[] } {
  if (!('validation' in error) || !Array.isArray(error.validation)) return {};
  const fields = error.validation.map((each) => each.instancePath).filter((path) => path !== '');
  return fields.length > 0 ? { fields: [...new Set(fields)] } : {};
}
