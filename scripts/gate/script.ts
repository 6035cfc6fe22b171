import { runChild } from './child.ts';
import type { Outcome } from './step.ts';
import { MOST_DETAIL_LINES, refused } from './step.ts';

/** Runs one of the project's own scripts as a step; its last lines tell why it failed. */
export async function runScript(root: string, script: string, args: readonly string[] = []): Promise<Outcome> {
  const { code, output, timedOut } = await runChild(process.execPath, [script, ...args], { cwd: root });
  const lines = output.trimEnd().split('\n');
  const command = ['node', script, ...args].join(' ');
  const lastLine = lines.at(-1) ?? '';
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, note: lastLine === '' ? command : lastLine, details: [] };
  const why = timedOut ? 'it took too long' : `it ended with ${code}`;
  return refused(`${command}: ${why}`, lines.slice(-MOST_DETAIL_LINES));
}
