import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { addDays, baghdadDay } from '../base/clock.ts';
import { isUuid } from '../base/ids.ts';
import type { Database } from '../storage/database.ts';
import type { Shredded } from './shredded.queries.ts';
import { forgetShreddedBefore, listShredded, sizeOfKeys, switchLog, vacuumKeys } from './shredded.queries.ts';
import type { Sweep } from './sweep.ts';

export const SHREDDED_LOG = 'shredded.log';

/** Key parts of backups expire after 30 days; a forgotten copy may be older. */
const KEPT_DAYS = 400;
/** Up to here a table of keys is written anew at once (under a second); a larger one once a night. */
const QUICK_BYTES = 64_000_000;

const LINE = /^(\d{4}-\d{2}-\d{2}) (report|case) ([0-9a-f-]{36}) ([a-zA-Z]{1,40})$/;

export interface ShreddingGround {
  /** As the role of the jobs. */
  readonly database: Database;
  readonly clock: Clock;
  /** Where `shredded.log` lies. */
  readonly dataDir: string;
}

/**
 * A statement that began before a key was destroyed keeps its bytes through one vacuum (autovacuum's own analysis is enough, a backup
 * takes longer): so each destruction is followed by this many, a minute apart, and by the one at night.
 */
const PASSES = 3;

/**
 * The sweeps behind every destroyed key: its id goes to `shredded.log`, and its bytes out of the table's file and, where the role may,
 * out of the write-ahead log.
 */
export function shreddingSweeps(ground: ShreddingGround): readonly Sweep[] {
  let written: string | undefined;
  let vacuumed: string | undefined;
  let owed = 0;
  let waiting = false;

  async function note(): Promise<void> {
    await forgetShreddedBefore(ground.database.direct, addDays(baghdadDay(ground.clock()), -KEPT_DAYS));
    const list = await listShredded(ground.database.direct);
    const text = shreddedText(list);
    if (text !== written) await writeDurably(join(ground.dataDir, SHREDDED_LOG), text);
    written = text;
  }

  async function wipe(onlySmall: boolean): Promise<void> {
    const known = written;
    // At night in any case: a key that was sealed anew, or moved, leaves its old form behind.
    if (known !== vacuumed) owed = PASSES;
    if (onlySmall && owed === 0 && !waiting) return;
    owed = Math.max(0, owed - 1);
    const small = (await sizeOfKeys(ground.database.direct)) <= QUICK_BYTES;
    await vacuumKeys(ground.database.direct, small || !onlySmall);
    waiting = !small && onlySmall;
    vacuumed = known;
    // Where the role may not, the log's old files go by themselves as new ones are written.
    await switchLog(ground.database.direct).catch(() => undefined);
  }

  return [
    {
      name: 'shredding.minute',
      when: '* * * * *',
      run: async () => {
        await note();
        await wipe(true);
      },
    },
    { name: 'shredding.night', when: '10 0 * * *', run: () => wipe(false) },
  ];
}

/** The lines of `shredded.log`: day, kind, id and what the tombstone says. */
export function shreddedText(list: readonly Shredded[]): string {
  return list.map(({ day, kind, id, state }) => `${day} ${kind} ${id} ${state}\n`).join('');
}

/** What `shredded.log` says; throws a sentence at a line that is none. */
export function readShreddedText(text: string): Shredded[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => {
      const [, day = '', kind = '', id = '', state = ''] = LINE.exec(line) ?? [];
      if (!isUuid(id)) throw new Error(`Line ${at + 1} of ${SHREDDED_LOG} is damaged.`);
      return { day, kind: kind === 'case' ? 'case' : 'report', id, state };
    });
}

/** The text of `shredded.log` in a data folder; undefined when there is none. */
export async function findShreddedLog(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync();
  await folder.close();
}
