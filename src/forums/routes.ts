import type { FastifyInstance } from 'fastify';
import { commitmentRoutes } from './commitments/commitment.routes.ts';
import { issueRoutes } from './issues/issue.routes.ts';
import type { IssuesGround } from './issues/issue.actions.ts';
import type { MeetingsGround } from './meetings/meeting.routes.ts';
import { meetingRoutes } from './meetings/meeting.routes.ts';
import { paperRoutes } from './meetings/papers.routes.ts';
import { sessionRoutes } from './meetings/session.routes.ts';
import { requestRoutes } from './requests/request.routes.ts';
import { registerRoutes } from './register/register.routes.ts';
import { transferRoutes } from './register/transfer.routes.ts';

/** Binds the forums' nouns, one line each. */
export function forumsRoutes(server: FastifyInstance, ground: MeetingsGround & IssuesGround): void {
  registerRoutes(server, ground);
  transferRoutes(server, ground);
  issueRoutes(server, ground);
  commitmentRoutes(server, ground);
  meetingRoutes(server, ground);
  paperRoutes(server, ground);
  sessionRoutes(server, ground);
  requestRoutes(server, ground);
}
