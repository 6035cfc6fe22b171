import type { z } from 'zod';

/**
 * Who may come in by a route. `public`: anybody. `mailbox`: whoever holds the receipt. `staff`: a signed-in member of an
 * organisation. `partner`: a signed-in partner. `device`: a staff device between two sign-ins. A route without a door does not start.
 */
export type Door = 'public' | 'mailbox' | 'staff' | 'partner' | 'device';

/** `HEAD` and `PATCH` belong to bytes that arrive in parts (`bindBytes`). */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One endpoint of a slice's contract: read by the server (validation, OpenAPI), the browser (types) and the permission table. */
export interface Endpoint {
  readonly method: Method;
  /** Fastify notation: `/api/reports/:reportId/open`. */
  readonly path: string;
  readonly door: Door;
  /** One English sentence for the API description. */
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly output: z.ZodType;
  /** Largest body in bytes, where it is not the default of 64 kB. */
  readonly bodyLimit?: number;
}

/** Keeps the literal types of an endpoint, so that both sides infer their shapes from it. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

/** What the server's handler reads of a request. */
export interface Input<E extends Endpoint> {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: Parsed<E['body']>;
}

/** What a caller sends as body. */
export type BodyOf<E extends Endpoint> = Sent<E['body']>;

/** What a caller gets back. */
export type OutputOf<E extends Endpoint> = z.output<E['output']>;
