import { setTimeout as wait } from 'node:timers/promises';
import type { Runner, TaskList } from 'graphile-worker';
import { Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import type { Connection } from '../storage/connection.ts';
import type { Sweep } from './sweep.ts';

const RESTART_MS = 5_000;
/** One to listen, one to work, one for the clock, one to finish a job with. */
const POOL_SIZE = 4;
/** A new job wakes the worker; this is only for those that are due later. */
const POLL_MS = 20_000;

/** The worker's own words hold payloads and errors with values: nobody gets them. */
const silent = new Logger(() => () => undefined);

export interface WorkerOptions {
  /** As the role of the jobs, who owns the queue. */
  readonly connection: Connection;
  readonly sweeps: readonly Sweep[];
  /** Gets one sentence, without content, when a sweep failed. */
  readonly onTrouble: (sentence: string) => void;
}

export interface JobWorker {
  /** Finishes the sweep under way and ends. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs the sweeps by their crontabs, and all of them once at the start, so that what fell due while nothing ran is done first. When the
 * database goes away the worker is started again.
 */
export async function startJobs(options: WorkerOptions): Promise<JobWorker> {
  const stopping = new AbortController();
  let runner = await startRunner(options);

  async function watch(): Promise<void> {
    for (;;) {
      await runner.promise.catch(() => undefined);
      for (;;) {
        await wait(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        try {
          runner = await startRunner(options);
          break;
        } catch {
          // Still away.
        }
      }
    }
  }

  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      // Refused when it has just ended by itself.
      await runner.stop().catch(() => undefined);
      await watching;
    },
  };
}

async function startRunner({ connection, sweeps, onTrouble }: WorkerOptions): Promise<Runner> {
  const pool = new pg.Pool({ ...connection, max: POOL_SIZE, application_name: 'muntada jobs' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const runner = await run({
      pgPool: pool,
      taskList: taskList(sweeps, onTrouble),
      // A run that failed is not repeated: the next one does its work.
      parsedCronItems: parseCronItems(
        sweeps.map(({ name, when }) => ({ task: name, match: when, options: { backfillPeriod: 0, maxAttempts: 1 } })),
      ),
      concurrency: 1,
      pollInterval: POLL_MS,
      // Signals are for main.ts.
      noHandleSignals: true,
      logger: silent,
    });
    runner.promise.catch(() => undefined).finally(() => void pool.end());
    for (const { name } of sweeps) await runner.addJob(name, {}, { jobKey: `start.${name}`, maxAttempts: 1 });
    return runner;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function taskList(sweeps: readonly Sweep[], onTrouble: (sentence: string) => void): TaskList {
  const task = (sweep: Sweep) => async () => {
    try {
      await sweep.run();
    } catch (error) {
      // Only the kind of error: its text may quote a value.
      onTrouble(`jobs: ${sweep.name} failed (${error instanceof Error ? error.message.slice(0, 60) : 'unknown'})`);
      throw new Error('failed', { cause: error });
    }
  };
  return Object.fromEntries(sweeps.map((sweep) => [sweep.name, task(sweep)]));
}
