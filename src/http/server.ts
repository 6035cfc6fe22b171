import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import {
  createJsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { fail } from '../base/problem.ts';
import type { DoorKeepers } from './door.ts';
import { securityHeaders } from './headers.ts';
import { problemReply } from './problem-reply.ts';

export interface ServerOptions {
  readonly doorKeepers: DoorKeepers;
  /** The addresses of proxies that may say who asked; nobody by default. */
  readonly trustProxy: string | boolean;
  /** Where an unexpected error goes: the operator's log, without the request. */
  readonly onUnexpected: (error: unknown) => void;
  /** Adds the routes of all slices. */
  readonly routes: (server: FastifyInstance) => void | Promise<void>;
}

/**
 * The HTTP server with every route, not yet listening. Requests are not logged: an address or an hour in a log could tell on her.
 * A route without a door, and an unknown door, refuse to start.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    trustProxy: options.trustProxy,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(problemReply(options.onUnexpected));
  server.setNotFoundHandler(() => fail('no_such_route'));
  server.decorate('doorKeepers', options.doorKeepers);
  server.addHook('onRoute', (route) => {
    if (!route.config?.door) throw new Error(`route without a door: ${String(route.method)} ${route.url}`);
  });
  server.addHook('onRequest', async (_request, reply) => void reply.headers(securityHeaders));
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Muntada', version: '1', description: "The working tool of Iraq's community-police forums" },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  });
  await options.routes(server);
  server.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { door: 'public' },
    schema: { hide: true },
    handler: () => server.swagger(),
  });
  await server.ready();
  return server;
}
