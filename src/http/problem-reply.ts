import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../base/problem.ts';
import { Problem } from '../base/problem.ts';
import { negotiateLocale } from '../i18n/locale.ts';
import { problemText } from '../i18n/problem-text.ts';
import { translatePostgresError } from '../storage/postgres-error.ts';

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

/**
 * Answers any error as `application/problem+json` (RFC 9457) in the caller's language. What is not a Problem becomes `internal`
 * without a word of its text; `onUnexpected` gets it, so that operators see the cause and callers do not.
 */
export function problemReply(onUnexpected: (error: unknown) => void) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = problemOf(error);
    if (problem.code === 'internal') onUnexpected(error);
    const locale = negotiateLocale(request.headers['accept-language']);
    void reply
      .code(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .header('cache-control', 'no-store')
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
