import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user of the operating system, by numbers. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** How to start a program so that PostgreSQL accepts its user: it refuses to run as root. */
export interface Launcher {
  /** Whose the files are; undefined when we are an ordinary user ourselves. */
  readonly owner: SystemUser | undefined;
  /** The ids to start it with, where `prefix` does not set them. */
  readonly ids: SystemUser | undefined;
  /** Words to put before the command. */
  readonly prefix: readonly string[];
}

const NAME = 'postgres';

/**
 * Who runs PostgreSQL. An ordinary user does it himself; root hands it to the owner of the data that is there, else to the user
 * `postgres`, which is made when it is missing. Throws a sentence for the operator when that cannot be.
 * @param owned the cluster's folder, whether it is there or not
 * @param reached folders and files which that user must reach
 */
export function chooseLauncher(owned: string, reached: readonly string[]): Launcher {
  const owner = existsSync(owned) ? statSync(owned) : undefined;
  const own = process.getuid?.();
  if (own !== 0) {
    if (owner && own !== undefined && owner.uid !== own) {
      throw new Error(`${owned} belongs to another user (number ${owner.uid}): start as that user, or as root.`);
    }
    return { owner: undefined, ids: undefined, prefix: [] };
  }
  const user = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : (findUser() ?? makeUser());
  const closed = reached.map((path) => findClosedFolder(path, user)).find((path) => path !== undefined);
  return closed === undefined
    ? { owner: user, ids: user, prefix: [] }
    : { owner: user, ids: undefined, prefix: prefixPast(closed, user) };
}

/** The first folder on the way to a path that a user may not pass, if there is one. */
export function findClosedFolder(path: string, user: SystemUser): string | undefined {
  const folders: string[] = [];
  for (let at = dirname(path); ; at = dirname(at)) {
    folders.unshift(at);
    if (at === dirname(at)) break;
  }
  return folders.find((folder) => {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}

/**
 * Root's own home is closed to everybody, and that is where a project is cloned first. There PostgreSQL gets its user's ids and the
 * one capability to walk through folders; every write is still checked.
 */
function prefixPast(closed: string, user: SystemUser): readonly string[] {
  const prefix = [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_read_search',
    '--ambient-caps=+dac_read_search',
    '--',
  ];
  const [command = '', ...words] = prefix;
  if (spawnSync(command, [...words, 'ls', closed], { stdio: 'ignore' }).status === 0) return prefix;
  throw new Error(
    `PostgreSQL does not run as root, and its user ${NAME} (number ${user.uid}) may not pass the folder ${closed}: ` +
      `move the project (or MUNTADA_DATA_DIR) out of it, run "chmod o+x ${closed}", or start as an ordinary user.`,
  );
}

function findUser(): SystemUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((what) => {
    const answer = spawnSync('id', [what, NAME], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : undefined;
  });
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

function makeUser(): SystemUser {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME], {
    stdio: 'ignore',
  });
  const made = findUser();
  if (made) return made;
  throw new Error(
    `PostgreSQL does not run as root and there is no user ${NAME}: run "useradd --system ${NAME}", ` +
      'start as an ordinary user, or set MUNTADA_DATABASE_URL to a PostgreSQL server.',
  );
}
