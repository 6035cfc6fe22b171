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

/** A running server as a caller. `onRequest` sees every body that is sent. */
export function overHttp(address: string, onRequest: (body: string) => void = () => undefined): Caller {
  return {
    inject: async ({ method = 'GET', url, headers = {}, payload }) => {
      const body = payload === undefined ? null : JSON.stringify(payload);
      if (body !== null) onRequest(body);
      const type = body === null ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(address + url, { method, headers: { ...type, ...headers }, body });
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
