import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import {
  createJsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Door } from '../base/endpoint.ts';
import { fail, must } from '../base/problem.ts';
import { readJsonBodies } from './body.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { compressPublicJson } from './compress.ts';
import { isTooDeep } from './depth.ts';
import type { DoorKeepers } from './door.ts';
import { securityHeaders } from './headers.ts';
import type { ProblemReplyOptions } from './problem-reply.ts';
import { problemReply } from './problem-reply.ts';

export interface ServerOptions extends ProblemReplyOptions {
  readonly doorKeepers: DoorKeepers;
  /** The addresses of proxies that may say who asked; nobody by default. */
  readonly trustProxy: string | boolean;
  /** Adds the routes of all slices. */
  readonly routes: (server: FastifyInstance) => void | Promise<void>;
}

/** A route as the permission table lists it. */
export interface ListedRoute {
  readonly method: string;
  readonly path: string;
  readonly door: Door;
}

/**
 * The HTTP server with every route, not yet listening. Requests are not logged: an address or an hour in a log could tell on her.
 * A route without a door, and an unknown door, refuse to start.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const onProblem = problemReply(options);
  const server = Fastify({
    logger: false,
    trustProxy: options.trustProxy,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    // An address that cannot be decoded reaches no route and no hook.
    frameworkErrors: (error, request, reply) => void onProblem(error, request, reply.headers(securityHeaders)),
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(onProblem);
  server.setNotFoundHandler(() => fail('no_such_route'));
  server.decorate('doorKeepers', options.doorKeepers);
  const listed: ListedRoute[] = [];
  server.decorate('listedRoutes', listed);
  server.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.door) throw new Error(`route without a door: ${String(method)} ${url}`);
    for (const each of [method].flat()) {
      // Fastify adds a HEAD to every GET; one that stands alone is a route of its own.
      const added = each === 'HEAD' && listed.some((route) => route.method === 'GET' && route.path === url);
      if (!added) listed.push({ method: each, path: url, door: config.door });
    }
  });
  server.addHook('onRequest', async (_request, reply) => {
    // HTTP/1.1 keeps its connections without being told so in every answer
    reply.headers(securityHeaders).raw.removeHeader('connection');
  });
  compressPublicJson(server);
  readJsonBodies(server);
  // Before any door: the mailbox's reads the body to check its signature.
  server.addHook('preValidation', async ({ body }) => must(!isTooDeep(body), 'malformed'));
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

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route with its door, for the permission table. */
    listedRoutes: readonly ListedRoute[];
  }
}
