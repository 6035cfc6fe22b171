import type { FastifyInstance } from 'fastify';
import { staffDoor } from './accounts/door.ts';
import { accountsRoutes } from './accounts/routes.ts';
import type { Clock } from './base/clock.ts';
import { signInKeys } from './cli/ground.ts';
import type { Config } from './config/config.ts';
import { deriveSecret } from './config/secret.ts';
import type { DemoPublic } from './demo/folder.ts';
import { demoRoutes } from './demo/routes.ts';
import { tenantOfDesk } from './directory/index.ts';
import { directoryRoutes } from './directory/routes.ts';
import { serveAssets } from './http/assets.ts';
import { newChallenges } from './http/challenge.ts';
import { lockedDoor } from './http/door.ts';
import { healthRoutes } from './http/health.ts';
import { buildServer } from './http/server.ts';
import { mailboxDoor } from './reporting/door.ts';
import { reportingRoutes } from './reporting/routes.ts';
import type { Renderer } from './site/renderer.ts';
import { siteRoutes } from './site/routes.ts';
import type { Database } from './storage/database.ts';

export interface ApplicationOptions {
  readonly config: Pick<Config, 'trustProxy' | 'publicUrl'>;
  readonly database: Database;
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
  const signInGround = { database, clock, ...signInKeys(secret) };
  return buildServer({
    trustProxy: options.config.trustProxy,
    onUnexpected: options.onUnexpected,
    doorKeepers: {
      public: async () => undefined,
      mailbox: mailboxDoor(database, challenges),
      staff: staffDoor({ database, clock }),
      partner: lockedDoor,
      device: lockedDoor,
    },
    routes: async (server) => {
      healthRoutes(server, database);
      directoryRoutes(server, database, clock);
      accountsRoutes(server, signInGround, options.config.publicUrl?.startsWith('https:') ?? false);
      reportingRoutes(server, { database, clock, challenges, tenantOfDesk: tenantOfDesk(database) });
      if (options.demo) demoRoutes(server, options.demo);
      siteRoutes(server, { database, clock, renderer: options.renderer });
      await serveAssets(server, options.webFolder);
    },
  });
}
