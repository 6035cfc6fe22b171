import type { FastifyInstance } from 'fastify';
import { staffDoor } from './accounts/door.ts';
import { listSeated } from './accounts/index.ts';
import { accountsRoutes } from './accounts/routes.ts';
import { newSignInGround } from './accounts/sessions/session.actions.ts';
import { auditRoutes } from './audit/routes.ts';
import type { Clock } from './base/clock.ts';
import { countCaseKeysUnder } from './cases/index.ts';
import { casesRoutes } from './cases/routes.ts';
import { auditSigner, signInKeys } from './cli/ground.ts';
import type { Config } from './config/config.ts';
import { deriveSecret } from './config/secret.ts';
import type { DemoPublic } from './demo/folder.ts';
import { demoRoutes } from './demo/routes.ts';
import { tenantOfDesk } from './directory/index.ts';
import { directoryRoutes } from './directory/routes.ts';
import { newRaiseLimit } from './forums/index.ts';
import { forumsRoutes } from './forums/routes.ts';
import { serveAssets } from './http/assets.ts';
import { newChallenges } from './http/challenge.ts';
import { lockedDoor } from './http/door.ts';
import { healthRoutes } from './http/health.ts';
import { buildServer } from './http/server.ts';
import { alertRoutes } from './reporting/alerts/alert.routes.ts';
import { deskRoutes } from './reporting/desk/desk.routes.ts';
import { mailboxDoor } from './reporting/door.ts';
import { countKeyFilesUnder } from './reporting/rotation/rotation.queries.ts';
import { rotationRoutes } from './reporting/rotation/rotation.routes.ts';
import { reportingRoutes } from './reporting/routes.ts';
import { uploadRoutes } from './reporting/uploads/upload.routes.ts';
import { resultsRoutes } from './results/routes.ts';
import type { Renderer } from './site/renderer.ts';
import { newProblemPage, siteRoutes } from './site/routes.ts';
import type { Database } from './storage/database.ts';
import type { Files } from './storage/files.ts';

export interface ApplicationOptions {
  readonly config: Pick<Config, 'trustProxy' | 'publicUrl' | 'mail'>;
  readonly database: Database;
  readonly files: Files;
  readonly clock: Clock;
  /** The installation's secret (`config/secret.ts`). */
  readonly secret: Uint8Array;
  /** The demo of this installation, while demo mode is on. */
  readonly demo: DemoPublic | undefined;
  readonly renderer: Renderer;
  /** `dist/web`. */
  readonly webFolder: string;
  readonly onUnexpected: (error: unknown) => void;
}

/** The whole application on one database: doors, routes of every slice, pages. Not yet listening. */
export async function buildApplication(options: ApplicationOptions): Promise<FastifyInstance> {
  const { database, clock, secret } = options;
  const challenges = newChallenges(deriveSecret(secret, 'challenge'), clock);
  const accountsGround = {
    ...newSignInGround({ database, clock, ...signInKeys(secret) }),
    secureCookie: options.config.publicUrl?.startsWith('https:') ?? false,
    sendsMail: options.config.mail !== undefined,
    // Each slice that seals to desks counts its own: a key ends when nothing is left under it.
    sealedUnder: [countKeyFilesUnder, countCaseKeysUnder],
  };
  const raiseLimit = newRaiseLimit(clock);
  const siteGround = {
    database,
    clock,
    renderer: options.renderer,
    demo: options.demo !== undefined,
    publicUrl: options.config.publicUrl,
    limit: raiseLimit,
  };
  return buildServer({
    trustProxy: options.config.trustProxy,
    onUnexpected: options.onUnexpected,
    problemPage: newProblemPage(siteGround),
    doorKeepers: {
      public: async () => undefined,
      mailbox: mailboxDoor(database, challenges),
      staff: staffDoor({ database, clock, challenges }),
      partner: lockedDoor,
      device: lockedDoor,
    },
    routes: async (server) => {
      healthRoutes(server, database);
      auditRoutes(server, { database, clock, publicKey: auditSigner(secret).publicKey });
      directoryRoutes(server, database, clock);
      accountsRoutes(server, accountsGround);
      const { roomForText } = options.files;
      reportingRoutes(server, { database, clock, challenges, tenantOfDesk: tenantOfDesk(database), roomForText });
      await uploadRoutes(server, { database, clock, challenges, ...options.files });
      deskRoutes(server, { database, clock, listSeated, roomForText });
      alertRoutes(server, { database, clock });
      casesRoutes(server, { database, clock });
      rotationRoutes(server, { database, clock });
      forumsRoutes(server, { database, clock, demo: options.demo !== undefined, limit: raiseLimit });
      resultsRoutes(server, database);
      if (options.demo) demoRoutes(server, options.demo);
      await siteRoutes(server, siteGround);
      await serveAssets(server, options.webFolder);
    },
  });
}
