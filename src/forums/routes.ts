import type { FastifyInstance } from 'fastify';
import { commitmentRoutes } from './commitments/commitment.routes.ts';
import type { ForumsGround } from './queries.ts';

/** Binds the forums' nouns, one line each. */
export function forumsRoutes(server: FastifyInstance, ground: ForumsGround): void {
  commitmentRoutes(server, ground);
}
