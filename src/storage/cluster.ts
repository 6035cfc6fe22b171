import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EMBEDDED_MAJOR, getBinaries } from './binaries.ts';
import { scramVerifier } from './scram.ts';
import type { Launcher } from './system-user.ts';
import { chooseLauncher } from './system-user.ts';

/** Room for `sockaddr_un.sun_path`, less its closing zero. */
const SOCKET_PATH_BYTES = 107;

export const SUPERUSER = 'postgres';
export const PORT = 5432;

/** What PostgreSQL may be told beside the defaults; tests switch `fsync` off. */
export type Settings = Readonly<Record<string, string>>;

/** A PostgreSQL of our own: its files, and what it takes to start it. */
export interface Cluster {
  readonly folder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly launcher: Launcher;
  readonly superuserPassword: string;
  readonly settings: Settings;
}

export interface ClusterOptions {
  readonly dataDir: string;
  readonly superuserPassword: string;
  readonly settings?: Settings;
  readonly log: (line: string) => void;
}

/** Durable and quiet: no statement, parameter or refused row in any log, because they would hold what people wrote. */
const SETTINGS: Settings = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  // Containers often have 64 MB of shared memory: no parallel workers that would ask for more.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // An ERROR quotes values ("invalid input syntax for type uuid: …"): only what ends PostgreSQL itself is written down.
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_lock_waits: 'off',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '%t ',
};

/** The cluster of a data folder, made on first use. Throws a sentence for the operator when it cannot be. */
export function prepareCluster({ dataDir, superuserPassword, settings = {}, log }: ClusterOptions): Cluster {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const root = realpathSync(dataDir);
  const folder = join(root, 'postgres');
  const binaries = getBinaries();
  const launcher = chooseLauncher(folder, [folder, binaries.postgres]);
  const cluster: Cluster = {
    folder,
    socketFolder: makeSocketFolder(root, launcher),
    logFile: join(root, 'postgres.log'),
    binaries,
    launcher,
    superuserPassword,
    settings: { ...SETTINGS, ...settings },
  };
  if (!existsSync(join(folder, 'PG_VERSION'))) makeCluster(cluster, log);
  const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (major !== EMBEDDED_MAJOR) {
    throw new Error(
      `${folder} was written by PostgreSQL ${major}; this version brings ${EMBEDDED_MAJOR}: ` +
        'make a backup with the version that wrote it and restore it here.',
    );
  }
  return cluster;
}

/** The command that starts a program as the cluster's user. */
export function commandOf(cluster: Cluster, program: string, args: readonly string[]) {
  const [command = '', ...rest] = [...cluster.launcher.prefix, program, ...args];
  return {
    command,
    args: rest,
    // Nothing of our own environment: PGPORT, PGDATA and the like would be obeyed.
    options: { cwd: '/', env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' }, ...cluster.launcher.ids },
  };
}

/** Initialises beside the final place and moves it there, so that a cut leaves no half-made cluster. */
function makeCluster(cluster: Cluster, log: (line: string) => void): void {
  log(`database: making ${cluster.folder} (once)`);
  const making = `${cluster.folder}.making-${process.pid}`;
  const verifierFile = `${making}.word`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(verifierFile, scramVerifier(cluster.superuserPassword), { mode: 0o600 });
  for (const path of [making, verifierFile]) giveTo(cluster.launcher, path);
  try {
    const { command, args, options } = commandOf(cluster, cluster.binaries.initdb, [
      `--pgdata=${making}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${verifierFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(cluster.settings['fsync'] === 'off' ? ['--no-sync'] : []),
    ]);
    const made = spawnSync(command, args, { ...options, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`PostgreSQL's initdb failed: ${reasonOf(made)}`);
    try {
      renameSync(making, cluster.folder);
    } catch (error) {
      // Another start was quicker: its cluster is as good.
      if (!existsSync(join(cluster.folder, 'PG_VERSION'))) throw error;
    }
  } finally {
    rmSync(verifierFile, { force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

function reasonOf(ended: { error?: Error | undefined; stderr: string | null; signal: string | null }): string {
  if (ended.error) return ended.error.message;
  const lines = (ended.stderr ?? '')
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  return lines.slice(-5).join(' · ') || `ended by ${ended.signal ?? 'itself'}`;
}

function makeSocketFolder(root: string, launcher: Launcher): string {
  const own = join(root, 'run');
  const short = join(tmpdir(), `muntada-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  const folder = [own, short].find((each) => Buffer.byteLength(`${each}/.s.PGSQL.${PORT}`) <= SOCKET_PATH_BYTES);
  if (folder === undefined) throw new Error(`The path of the temporary folder is too long for a socket: ${tmpdir()}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(launcher, folder);
  }
  const owner = statSync(folder).uid;
  const expected = launcher.owner?.uid ?? process.getuid?.();
  // In a folder that all may write to, somebody else's socket would get our connections.
  if (owner !== expected) throw new Error(`${folder} belongs to another user (number ${owner}): remove it.`);
  chmodSync(folder, 0o700);
  return folder;
}

function giveTo(launcher: Launcher, path: string): void {
  if (launcher.owner) chownSync(path, launcher.owner.uid, launcher.owner.gid);
}
