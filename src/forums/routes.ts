import type { FastifyInstance } from 'fastify';
import { commitmentRoutes } from './commitments/commitment.routes.ts';
import { issueRoutes } from './issues/issue.routes.ts';
import type { IssuesGround } from './issues/issue.actions.ts';
import { registerRoutes } from './register/register.routes.ts';

/** Binds the forums' nouns, one line each. */
export function forumsRoutes(server: FastifyInstance, ground: IssuesGround): void {
  registerRoutes(server, ground);
  issueRoutes(server, ground);
  commitmentRoutes(server, ground);
}
