import type { FastifyInstance } from 'fastify';
import { commitmentRoutes } from './commitments/commitment.routes.ts';
import { issueRoutes } from './issues/issue.routes.ts';
import { newRaiseLimit } from './issues/raise-limit.actions.ts';
import type { ForumsGround } from './queries.ts';
import { requestRoutes } from './requests/request.routes.ts';
import { registerRoutes } from './register/register.routes.ts';

/** Binds the forums' nouns, one line each. */
export function forumsRoutes(server: FastifyInstance, ground: ForumsGround): void {
  registerRoutes(server, ground);
  issueRoutes(server, { ...ground, limit: newRaiseLimit(ground.clock) });
  commitmentRoutes(server, ground);
  requestRoutes(server, ground);
}
