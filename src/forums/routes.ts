import type { FastifyInstance } from 'fastify';
import { commitmentRoutes } from './commitments/commitment.routes.ts';
import { issueRoutes } from './issues/issue.routes.ts';
import { newRaiseLimit } from './issues/raise-limit.actions.ts';
import type { MeetingsGround } from './meetings/meeting.routes.ts';
import { meetingRoutes } from './meetings/meeting.routes.ts';
import { paperRoutes } from './meetings/papers.routes.ts';
import { sessionRoutes } from './meetings/session.routes.ts';
import { registerRoutes } from './register/register.routes.ts';
import { transferRoutes } from './register/transfer.routes.ts';

/** Binds the forums' nouns, one line each. */
export function forumsRoutes(server: FastifyInstance, ground: MeetingsGround): void {
  registerRoutes(server, ground);
  transferRoutes(server, ground);
  issueRoutes(server, { ...ground, limit: newRaiseLimit(ground.clock) });
  commitmentRoutes(server, ground);
  meetingRoutes(server, ground);
  paperRoutes(server, ground);
  sessionRoutes(server, ground);
}
