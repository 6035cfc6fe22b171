import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterOptions } from './cluster.ts';
import { prepareCluster } from './cluster.ts';
import type { Connection } from './connection.ts';
import type { Postmaster } from './postmaster.ts';
import { ensurePostmaster, findPostmaster, stopPostmaster } from './postmaster.ts';
import { takeLock } from './process-lock.ts';

const RESTART_PAUSES_MS = [0, 500, 1_000, 2_000, 5_000, 10_000];
const GUEST_POLL_MS = 200;

/** The PostgreSQL in the data folder, watched over. */
export interface Embedded {
  /** As superuser, in the database `postgres`, by a unix socket. */
  readonly connection: Connection;
  /** False when another process of ours already watches over it (the server, while a command runs): then `stop` leaves it alone. */
  readonly supervising: boolean;
  /** The process id of the postmaster at this moment. */
  readonly pid: () => number;
  /** Stops it cleanly and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, or adopts the one that runs there, and starts it again whenever it ends until `stop`.
 * Throws a sentence for the operator when it cannot be.
 */
export async function startEmbedded(options: ClusterOptions): Promise<Embedded> {
  const cluster = prepareCluster(options);
  const release = takeLock(join(options.dataDir, 'supervisor.pid'));
  if (!release) return visit(options);
  let current: Postmaster;
  try {
    current = await ensurePostmaster(cluster, options.log);
  } catch (error) {
    release();
    throw error;
  }
  if (current.adopted) options.log('database: adopted the running PostgreSQL');
  const first = current;
  let stopping = false;

  // While it is being started again, the one that will be there.
  let coming: Promise<Postmaster> = Promise.resolve(current);

  async function restart(): Promise<Postmaster> {
    for (let attempt = 0; ; attempt++) {
      await wait(RESTART_PAUSES_MS[Math.min(attempt, RESTART_PAUSES_MS.length - 1)]);
      try {
        current = await ensurePostmaster(cluster, options.log);
        return current;
      } catch (error) {
        if (stopping) throw error;
        options.log(`database: ${error instanceof Error ? error.message : 'did not start'}; trying again`);
      }
    }
  }

  async function watch(): Promise<void> {
    for (;;) {
      await current.exited;
      if (stopping) return;
      options.log('database: PostgreSQL ended unexpectedly; starting it again');
      coming = restart();
      // A failure means that `stop` was asked for meanwhile; it sees the same promise.
      await coming.catch(() => undefined);
    }
  }

  void watch();

  return {
    connection: first.connection,
    supervising: true,
    pid: () => current.pid,
    stop: async () => {
      stopping = true;
      const last = await coming.catch(() => undefined);
      if (last) await stopPostmaster(last);
      release();
    },
  };
}

/** Another process watches over it: we only wait until it answers. */
async function visit(options: ClusterOptions): Promise<Embedded> {
  const cluster = prepareCluster(options);
  for (let waited = 0; ; waited++) {
    const found = await findPostmaster(cluster);
    if (found)
      return { connection: found.connection, supervising: false, pid: () => found.pid, stop: async () => undefined };
    // The other one may have ended meanwhile; then its place is ours.
    const release = takeLock(join(options.dataDir, 'supervisor.pid'));
    if (release) {
      release();
      return startEmbedded(options);
    }
    if (waited === 10) options.log('database: waiting for the process that starts PostgreSQL');
    await wait(GUEST_POLL_MS);
  }
}
