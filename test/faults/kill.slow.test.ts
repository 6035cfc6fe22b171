import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Victim } from './kill-rounds.ts';
import { killRounds } from './kill-rounds.ts';

/** Rounds for each victim; more of them run in test/soak/kill.ts. */
const ROUNDS = Number(process.env['MUNTADA_KILL_ROUNDS'] ?? 3);

for (const victim of ['server', 'database', 'both'] satisfies Victim[]) {
  test(`kill −9 of the ${victim} under load: every acknowledged report is there exactly once`, async (context) => {
    const figures = await killRounds(
      Array.from({ length: ROUNDS }, () => victim),
      (line) => context.diagnostic(line),
    );
    context.diagnostic(JSON.stringify(figures));
    assert.deepEqual([figures.lost, figures.duplicated, figures.faults], [0, 0, []]);
    assert.ok(figures.acknowledged >= ROUNDS * 50);
  });
}
