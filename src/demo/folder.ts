import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '../base/bytes.ts';
import type { Id } from '../base/ids.ts';
import type { Installed } from './install.ts';
import type { DemoAccount } from './people.ts';

/** What the running server may read of the demo: accounts to offer and public roots. Root secrets lie in a file of their own. */
export interface DemoPublic {
  readonly accounts: readonly DemoAccount[];
  readonly roots: readonly { readonly organisation: Id; readonly publicKey: string; readonly minVersion: number }[];
}

const PUBLIC = 'public.json';
const ROOTS = 'illustrative-roots.json';

/** Writes the demo's folder in the data directory; the public file last, because it says that the demo is whole. */
export function writeDemo(dataDir: string, installed: Installed): void {
  const folder = join(dataDir, 'demo');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secrets = installed.roots.map(({ organisation, root }) => ({ organisation, secret: toBase64url(root.secret) }));
  write(join(folder, ROOTS), secrets);
  const roots = installed.roots.map(({ organisation, root }) => ({
    organisation,
    publicKey: toBase64url(root.public),
    minVersion: 1,
  }));
  write(join(folder, PUBLIC), { accounts: installed.accounts, roots } satisfies DemoPublic);
}

/** The demo of this data directory, if it has one. */
export function findDemo(dataDir: string): DemoPublic | undefined {
  const path = join(dataDir, 'demo', PUBLIC);
  // Written by writeDemo alone.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoPublic) : undefined;
}

function write(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
