import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '../../base/ids.ts';
import { memberCategories, sexes } from '../model.ts';
import type { PlacedOperation, RecordOperation } from './record.model.ts';
import { attendanceOf, hasQuorum, recordOf, valuesOf } from './record.model.ts';

const idOf = (n: number): Id => `90000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ITEM = idOf(1);

/** What happens on two devices: each step on one of them, or a moment at which one learns what the other has. */
type Step =
  | { readonly on: 0 | 1; readonly do: 'tally'; readonly step: 1 | -1; readonly who: number }
  | { readonly on: 0 | 1; readonly do: 'present'; readonly who: number; readonly here: boolean }
  | { readonly on: 0 | 1; readonly do: 'write'; readonly entry: number; readonly text: string }
  | { readonly on: 0 | 1; readonly do: 'learn' };

const on = fc.constantFrom<0 | 1>(0, 1);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ on, do: fc.constant('tally' as const), step: fc.constantFrom<1 | -1>(1, -1), who: fc.nat(3) }),
    fc.record({ on, do: fc.constant('present' as const), who: fc.nat(3), here: fc.boolean() }),
    fc.record({
      on,
      do: fc.constant('write' as const),
      entry: fc.nat(2),
      text: fc.string({ minLength: 1, maxLength: 5 }),
    }),
    fc.record({ on, do: fc.constant('learn' as const) }),
  ),
  { maxLength: 30 },
);

/** The operations of each device as it would have made them, without a line but for the moments of learning. */
function play(script: readonly Step[]): readonly PlacedOperation[] {
  const known: [PlacedOperation[], PlacedOperation[]] = [[], []];
  let made = 100;
  for (const step of script) {
    const own = known[step.on];
    if (step.do === 'learn') {
      const other = known[step.on === 0 ? 1 : 0];
      own.push(...other.filter((each) => !own.some(({ id }) => id === each.id)));
      continue;
    }
    const { clock, entries } = recordOf(own);
    own.push({
      id: idOf(++made),
      device: idOf(10 + step.on),
      clock: clock + 1,
      accountId: idOf(20 + step.on),
      operation: operationOf(step, entries),
    });
  }
  return [...new Map([...known[0], ...known[1]].map((each) => [each.id, each])).values()];
}

function operationOf(
  step: Exclude<Step, { do: 'learn' }>,
  entries: ReturnType<typeof recordOf>['entries'],
): RecordOperation {
  if (step.do === 'tally') {
    const category = memberCategories[step.who] ?? 'other';
    return { kind: 'tally', category, sex: sexes[step.who % 2] ?? 'woman', youth: step.who > 1, step: step.step };
  }
  if (step.do === 'present') return { kind: 'present', memberId: idOf(30 + step.who), here: step.here };
  const entryId = idOf(40 + step.entry);
  const replaces = entries.find(({ id }) => id === entryId)?.versions.map(({ operationId }) => operationId) ?? [];
  const value = { part: 'note', frame: 'scan', text: step.text } as const;
  return { kind: 'entry', itemId: ITEM, entryId, value, replaces };
}

test('whatever the order in which operations arrive, and however often, the record is the same', () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (script, dice) => {
      const operations = play(script);
      const mixed = [...operations, ...operations]
        .map((each) => ({ each, at: dice.next().value }))
        .sort((one, other) => one.at - other.at)
        .map(({ each }) => each);
      assert.deepEqual(recordOf(mixed), recordOf(operations));
    }),
    { numRuns: 500 },
  );
});

test('nothing written is lost: each text stands in the record, or somebody who had seen it wrote another in its place', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const operations = play(script);
      const { entries } = recordOf(operations);
      const standing = new Set(entries.flatMap(({ versions }) => versions.map(({ operationId }) => operationId)));
      const replaced = new Set(
        operations.flatMap(({ operation }) => (operation.kind === 'entry' ? operation.replaces : [])),
      );
      for (const { id, operation } of operations) {
        if (operation.kind === 'entry') assert.ok(standing.has(id) !== replaced.has(id));
      }
    }),
    { numRuns: 500 },
  );
});

test('two devices that wrote at the same time are both shown; the next one to see both settles it', () => {
  const both = play([
    { on: 0, do: 'write', entry: 0, text: 'one' },
    { on: 1, do: 'write', entry: 0, text: 'two' },
  ]);
  assert.deepEqual(
    valuesOf(recordOf(both), ITEM, 'note').map(({ value }) => value.text),
    ['one', 'two'],
  );
  const settled = play([
    { on: 0, do: 'write', entry: 0, text: 'one' },
    { on: 1, do: 'write', entry: 0, text: 'two' },
    { on: 0, do: 'learn' },
    { on: 0, do: 'write', entry: 0, text: 'both' },
  ]);
  assert.deepEqual(
    valuesOf(recordOf(settled), ITEM, 'note').map(({ value }) => value.text),
    ['both'],
  );
  assert.deepEqual(valuesOf(recordOf(settled), ITEM, 'decision'), []);
});

test('a tally never goes below nobody; a quorum needs its women', () => {
  const less = play([
    { on: 0, do: 'tally', step: -1, who: 0 },
    { on: 0, do: 'present', who: 1, here: true },
  ]);
  const members = [{ id: idOf(31), sex: 'woman', youth: true }] as const;
  assert.deepEqual(recordOf(less).tally, []);
  assert.deepEqual(attendanceOf(recordOf(less), members), { women: 1, men: 0, youth: 1 });
  assert.equal(hasQuorum({ women: 1, men: 9 }, { quorum: 10, quorumWomen: 2 }), false);
  assert.equal(hasQuorum({ women: 2, men: 7 }, { quorum: 10, quorumWomen: 2 }), false);
  assert.equal(hasQuorum({ women: 2, men: 8 }, { quorum: 10, quorumWomen: 2 }), true);
});
