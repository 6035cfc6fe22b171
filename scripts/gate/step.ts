/** What became of one step of the gate. A checker counts as one; a step that runs tests counts its tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What was looked at, in a few words: `214 files`. */
  readonly note: string;
  /** Why it failed or was skipped, line by line. */
  readonly details: readonly string[];
}

export interface Step {
  readonly title: string;
  readonly run: () => Promise<Outcome>;
}

export const MOST_DETAIL_LINES = 80;

/** A checker's verdict: passed when it saw something and found nothing. */
export function verdict(ok: boolean, seen: number, what: string, details: readonly string[] = []): Outcome {
  if (seen === 0) return refused(`it saw no ${what}: a check of nothing proves nothing`, details);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, note: `${seen} ${what}`, details: ok ? [] : details };
}

/** One failure with its reason. */
export function refused(reason: string, details: readonly string[] = []): Outcome {
  return { passed: 0, failed: 1, skipped: 0, note: reason, details };
}

/** Runs the steps, at most `atOnce` together, and reports each in its order. Never throws; a step that throws has failed. */
export async function runSteps(
  steps: readonly Step[],
  atOnce: number,
  write: (line: string) => void,
): Promise<readonly Outcome[]> {
  const waiting = steps.map((step) => ({ step, ended: Promise.withResolvers<{ outcome: Outcome; ms: number }>() }));
  const queue = [...waiting];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const started = performance.now();
      const outcome = await runOne(next.step);
      next.ended.resolve({ outcome, ms: performance.now() - started });
    }
  };
  const workers = Array.from({ length: atOnce }, worker);
  const outcomes: Outcome[] = [];
  for (const { step, ended } of waiting) {
    write(`== ${step.title}`);
    const { outcome, ms } = await ended.promise;
    outcomes.push(outcome);
    for (const line of linesOf(outcome, ms)) write(line);
  }
  await Promise.all(workers);
  return outcomes;
}

async function runOne(step: Step): Promise<Outcome> {
  try {
    return await step.run();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return refused('the step itself broke', text.split('\n'));
  }
}

function linesOf(outcome: Outcome, ms: number): string[] {
  const word = outcome.failed > 0 ? 'FAILED' : outcome.skipped > 0 && outcome.passed === 0 ? 'skipped' : 'passed';
  const shown = outcome.details.slice(0, MOST_DETAIL_LINES);
  const hidden = outcome.details.length - shown.length;
  return [
    ...shown.map((line) => `   ${line}`),
    ...(hidden > 0 ? [`   … and ${hidden} more lines`] : []),
    `   ${word} in ${(ms / 1000).toFixed(1)} s: ${outcome.note}`,
  ];
}
