import { Worker } from 'node:worker_threads';
import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { must, Problem } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayKeepRegister } from '../access.ts';
import type { ForumsGround } from '../queries.ts';
import type { ThreadAnswer, ThreadTask } from './import-thread.actions.ts';
import type { Report } from './import.model.ts';
import { isClean, MOST_BYTES, refusedReport } from './import.model.ts';
import { columnWords, founderWords } from './words.model.ts';
import { listKnownForums, listPlaceLines, lockRegister, saveForums } from './import.queries.ts';

const THREAD = new URL('./import-thread.actions.ts', import.meta.url);
/** A thread that wants more memory or time is ended: its file is refused, the server goes on. */
const THREAD_MB = 160;
const YOUNG_MB = 16;
const THREAD_MS = 20_000;

/** What a table would do to the own organisation's register; nothing is written. */
export async function tryImport(ground: ForumsGround, actor: Actor, content: string): Promise<Report> {
  must(mayKeepRegister(actor), 'not_allowed');
  const bytes = bytesOf(content);
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    return (await check(ground, tx, actor, randomId(), bytes)).report;
  });
}

/**
 * Writes all forums of a table or none: `import_refused` when anything in it is wrong. The same import sent again changes nothing more.
 */
export async function runImport(ground: ForumsGround, actor: Actor, importId: Id, content: string): Promise<Report> {
  must(mayKeepRegister(actor), 'not_allowed');
  const bytes = bytesOf(content);
  const today = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    await lockRegister(tx, actor.tenantId);
    const { report, rows } = await check(ground, tx, actor, importId, bytes);
    must(isClean(report), 'import_refused');
    const due = rows.filter(({ change }) => change !== 'unchanged');
    if (due.length === 0) return report;
    await saveForums(tx, actor.tenantId, due, today);
    const by = { tenantId: actor.tenantId, day: today, actor: actor.accountId };
    await record(tx, { ...by, verb: 'forums.imported', object: `import:${importId}` });
    return report;
  });
}

async function check(
  ground: ForumsGround,
  tx: Queries,
  actor: Actor,
  importId: Id,
  bytes: Uint8Array,
): Promise<ThreadAnswer> {
  if (bytes.length === 0) return { report: refusedReport('empty'), rows: [] };
  const words = { columns: columnWords(), founders: founderWords() };
  const places = await listPlaceLines(tx);
  const known = await listKnownForums(tx, actor.tenantId);
  return oneByOne(() => inThread({ bytes, importId, places, known, ...words, today: baghdadDay(ground.clock()) }));
}

function bytesOf(content: string): Uint8Array {
  const bytes = Buffer.from(content, 'base64');
  must(bytes.length <= MOST_BYTES, 'too_large');
  return bytes;
}

let last: Promise<unknown> = Promise.resolve();

/** One table is read at a time, so that several cost the memory of one. */
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => undefined);
  return next;
}

async function inThread(task: ThreadTask): Promise<ThreadAnswer> {
  const thread = new Worker(THREAD, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  let limit: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      limit = setTimeout(() => resolve({ report: refusedReport('tooLarge'), rows: [] }), THREAD_MS);
      // Posted by `import-thread.actions.ts` alone.
      thread.once('message', (answer: ThreadAnswer) => resolve(answer));
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ report: refusedReport('tooLarge'), rows: [] });
        else reject(error);
      });
      thread.once('exit', () => reject(new Problem('internal')));
    });
  } finally {
    clearTimeout(limit);
    await thread.terminate();
  }
}
