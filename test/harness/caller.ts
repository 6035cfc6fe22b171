import { proofFor } from './session-key.ts';

/** Something that answers requests: a Fastify instance without a socket, or a running server over HTTP. */
export interface Caller {
  inject(request: CallerRequest): Promise<CallerAnswer>;
}

export interface CallerRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly payload?: object;
}

export interface CallerAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  readonly body: string;
  json<T>(): T;
}

/** A running server as a caller, with the browsers of the sessions that tests open. `onRequest` sees every body that is sent. */
export function overHttp(address: string, onRequest: (body: string) => void = () => undefined): Caller {
  const challenge = async () =>
    ((await (await fetch(`${address}/api/challenge`)).json()) as { challenge: string }).challenge;
  return {
    inject: async ({ method = 'GET', url, headers = {}, payload }) => {
      const body = payload === undefined ? null : JSON.stringify(payload);
      if (body !== null) onRequest(body);
      const type = body === null ? {} : { 'content-type': 'application/json' };
      const proof = await proofFor(headers, { method, url, ...(body === null ? {} : { body }) }, challenge);
      const answer = await fetch(address + url, { method, headers: { ...type, ...headers, ...proof }, body });
      const text = await answer.text();
      return {
        statusCode: answer.status,
        headers: { ...Object.fromEntries(answer.headers), 'set-cookie': answer.headers.getSetCookie() },
        body: text,
        json: <T>() => JSON.parse(text) as T,
      };
    },
  };
}
