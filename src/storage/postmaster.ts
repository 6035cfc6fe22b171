import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { commandOf, PORT, SUPERUSER } from './cluster.ts';
import type { Connection } from './connection.ts';
import { connectOnce } from './connection.ts';
import { findPostgresCode, isUnreachable } from './postgres-error.ts';
import { findCommandLine, isRunning } from './running-process.ts';

const POLL_MS = 50;
const WATCH_MS = 250;
/** After kill −9 of the postmaster its children hold the shared memory for a moment. */
const RETRY_MS = 10_000;
const NOTICE_MS = 10_000;
const LOG_LIMIT_BYTES = 1_000_000;

/** A PostgreSQL that runs and answers. */
export interface Postmaster {
  readonly pid: number;
  readonly adopted: boolean;
  /** As its superuser, in the database `postgres`. */
  readonly connection: Connection;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
}

type Log = (line: string) => void;

/** The cluster's PostgreSQL if it runs and answers; nothing is started. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const lock = readLock(cluster);
  if (!lock || !isRunning(lock.pid)) return undefined;
  const connection = connectionOf(cluster, lock.socketFolder);
  return (await answers(connection, cluster))
    ? { pid: lock.pid, adopted: true, connection, exited: goneOf(lock.pid) }
    : undefined;
}

/**
 * The cluster's PostgreSQL: the one that runs (it outlives a killed Node), else a new one. Waits for recovery after a crash as long
 * as the process lives. Throws a sentence with PostgreSQL's reason when it ends instead.
 */
export async function ensurePostmaster(cluster: Cluster, log: Log): Promise<Postmaster> {
  const until = Date.now() + RETRY_MS;
  for (;;) {
    const running = await adopt(cluster, log);
    if (running) return running;
    const started = await launch(cluster, log);
    if (!('reason' in started)) return started;
    const held = /postmaster\.pid|shared memory/.test(started.reason);
    if (!held || Date.now() > until) throw new Error(`PostgreSQL did not start: ${started.reason}`);
    await wait(4 * POLL_MS);
  }
}

/** Stops by a fast shutdown (SIGINT: sessions are ended, everything is written), by force after `patienceMs`. */
export async function stopPostmaster(postmaster: Postmaster, patienceMs = 30_000): Promise<void> {
  signal(postmaster.pid, 'SIGINT');
  // SIGQUIT: the next start recovers from the log, nothing acknowledged is lost. The timer also keeps us here until it is gone.
  const slow = setTimeout(() => signal(postmaster.pid, 'SIGQUIT'), patienceMs);
  const awake = setInterval(() => undefined, WATCH_MS);
  await postmaster.exited;
  clearTimeout(slow);
  clearInterval(awake);
}

async function adopt(cluster: Cluster, log: Log): Promise<Postmaster | undefined> {
  const began = Date.now();
  let notice = began + NOTICE_MS;
  for (;;) {
    const lock = readLock(cluster);
    if (!lock || !isRunning(lock.pid)) return undefined;
    const found = await findPostmaster(cluster);
    if (found) return found;
    const commandLine = findCommandLine(lock.pid);
    // A stale lock whose number was given to another program: PostgreSQL itself knows what to do with it.
    if (commandLine !== undefined && !commandLine.includes(cluster.folder)) return undefined;
    if (commandLine === undefined && Date.now() - began > RETRY_MS) return undefined;
    if (commandLine !== undefined && Date.now() - began > RETRY_MS && !existsSync(socketOf(lock.socketFolder))) {
      // Something swept its socket away: it cannot be reached any more, only replaced.
      signal(lock.pid, 'SIGINT');
      await goneOf(lock.pid);
      return undefined;
    }
    if (Date.now() > notice) {
      log('database: waiting for the running PostgreSQL');
      notice = Date.now() + NOTICE_MS;
    }
    await wait(POLL_MS);
  }
}

async function launch(cluster: Cluster, log: Log): Promise<Postmaster | { reason: string }> {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > LOG_LIMIT_BYTES) {
    renameSync(cluster.logFile, `${cluster.logFile}.old`);
  }
  const logSize = existsSync(cluster.logFile) ? statSync(cluster.logFile).size : 0;
  const settings = { ...cluster.settings, unix_socket_directories: cluster.socketFolder };
  const { command, args, options } = commandOf(cluster, cluster.binaries.postgres, [
    '-D',
    cluster.folder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const output = openSync(cluster.logFile, 'a', 0o600);
  // Detached: Ctrl-C goes to the whole foreground group, and PostgreSQL must outlive the requests in flight.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  child.unref();
  let ended: string | undefined;
  const exited = new Promise<void>((settle) => {
    child.once('error', (error) => settle(void (ended = error.message)));
    child.once('exit', (code, by) => settle(void (ended = by ?? `code ${code}`)));
  });
  const connection = connectionOf(cluster, cluster.socketFolder);
  let notice = Date.now() + NOTICE_MS;
  for (;;) {
    const pid = child.pid;
    if (ended !== undefined || pid === undefined) {
      return { reason: tailOf(cluster.logFile, logSize) || (ended ?? 'it could not be spawned') };
    }
    // The lock names the process that answers on the socket: not ours yet, as long as another holds it.
    if (readLock(cluster)?.pid === pid && (await answers(connection, cluster))) {
      return { pid, adopted: false, connection, exited };
    }
    if (Date.now() > notice) {
      log('database: PostgreSQL is recovering');
      notice = Date.now() + NOTICE_MS;
    }
    await wait(POLL_MS);
  }
}

/** Whether the cluster's own PostgreSQL answers; throws when it answers and refuses us. */
async function answers(connection: Connection, cluster: Cluster): Promise<boolean> {
  try {
    const client = await connectOnce(connection, 2_000);
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    await client.end();
    return rows[0]?.folder === cluster.folder;
  } catch (error) {
    if (findPostgresCode(error) === '28P01') {
      throw new Error('The database was made with another secret file than the one beside it: restore the right one.', {
        cause: error,
      });
    }
    if (isUnreachable(error)) return false;
    throw error;
  }
}

function connectionOf(cluster: Cluster, socketFolder: string): Connection {
  return {
    host: socketFolder,
    port: PORT,
    database: 'postgres',
    user: SUPERUSER,
    password: cluster.superuserPassword,
    ssl: false,
  };
}

function socketOf(socketFolder: string): string {
  return join(socketFolder, `.s.PGSQL.${PORT}`);
}

/** The first lines of postmaster.pid: process id, data folder, start, port, socket folder. */
function readLock(cluster: Cluster): { pid: number; socketFolder: string } | undefined {
  try {
    const lines = readFileSync(join(cluster.folder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    const socketFolder = lines[4];
    // While it is being written, the file is shorter.
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return {
      pid,
      socketFolder: socketFolder === undefined || socketFolder === '' ? cluster.socketFolder : socketFolder,
    };
  } catch {
    return undefined;
  }
}

/** Settles when a process that is not our child is gone. */
async function goneOf(pid: number): Promise<void> {
  while (isRunning(pid)) await wait(WATCH_MS, undefined, { ref: false });
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

function tailOf(file: string, from: number): string {
  if (!existsSync(file)) return '';
  const lines = readFileSync(file).subarray(from).toString('utf8').trim().split('\n');
  return lines.slice(-3).join(' · ');
}
