import type { ProblemCode, ProblemParams } from '../base/problem.ts';
import { fail, isProblem, Problem, problems } from '../base/problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One request to our own server: JSON out, JSON (or nothing) back. A refusal of the server is thrown as its Problem; a broken line, a
 * strange proxy or an answer that is not ours as `unavailable`. The caller names the output's type from the slice's contract
 * (`import type`), so that the schemas themselves stay out of the bundle. `extra` are further
 * headers. Nothing is retried here.
 */
export async function call<Output>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  extra: Readonly<Record<string, string>> = {},
): Promise<Output> {
  const response = await send(method, path, body, signal, extra);
  const text = await response.text().catch((cause: unknown) => fail('unavailable', {}, cause));
  const answer = jsonOf(text);
  if (!response.ok) throw problemOf(answer);
  return answer as Output;
}

/** Bytes of our own server from one of them on (`Range: bytes=N-`), as they arrive; a refusal is thrown as by `call`. */
export async function fetchBytes(
  path: string,
  first: number,
  extra: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const range: Record<string, string> = first === 0 ? {} : { range: `bytes=${first}-` };
  const response = await send('GET', path, undefined, undefined, { ...extra, ...range });
  if (response.ok) return response;
  throw problemOf(jsonOf(await response.text().catch((cause: unknown) => fail('unavailable', {}, cause))));
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
  extra: Readonly<Record<string, string>>,
): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
    ...extra,
  };
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    return fail('unavailable', {}, cause);
  }
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail('unavailable', {}, cause);
  }
}

function problemOf(answer: unknown): Problem {
  if (typeof answer !== 'object' || answer === null || !('code' in answer) || !isCode(answer.code)) {
    return new Problem('unavailable');
  }
  return new Problem(answer.code, 'params' in answer ? paramsOf(answer.params) : {});
}

function isCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.prototype.hasOwnProperty.call(problems, code);
}

function paramsOf(params: unknown): ProblemParams {
  if (typeof params !== 'object' || params === null) return {};
  const known = Object.entries(params).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(known);
}

/** The text for whatever was caught, in the page's language; what is no Problem is a fault of ours. Loads the texts on first need. */
export async function textOfError(error: unknown): Promise<string> {
  const { problemText } = await import('../i18n/problem-text.ts');
  return problemText(isProblem(error) ? error.code : 'internal');
}
