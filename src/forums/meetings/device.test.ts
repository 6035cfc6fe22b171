import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withApplication } from '../../../test/harness/application.ts';
import { newMeeting } from '../../../test/harness/forum-meeting.ts';
import { MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { fail, isProblem } from '../../base/problem.ts';
import { BASRA_POLICE } from '../../demo/organisations.ts';
import { memberCategories, sexes } from '../model.ts';
import type { Device, DevicePorts, KeptSession, Waiting } from './device.model.ts';
import { newDevice, NOTHING_PENDING, stateHere } from './device.model.ts';
import type { RecordOperation } from './record.model.ts';
import { recordOf } from './record.model.ts';
import { addOperations, commandSession, listOperations, readSession } from './session.actions.ts';
import { entryIdOf } from './session.model.ts';

const app = await withApplication();
const ground = { database: app.database, clock: app.clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const people = [secretary, chair] as const;
const members = (
  await readSession(ground, secretary, (await newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL })).id)
).members.map(({ id }) => id);

/** What happens to a request: it arrives and is answered; it arrives and the answer is lost; it never arrives; half of it arrives. */
type Line = 'whole' | 'answerLost' | 'cut' | 'half';

/** A device with a store that survives its page, and a line that does what the script says. */
interface Phone {
  device: Device;
  /** What is in the store: the page goes, this stays. */
  stored: { known: KeptSession['known']; waiting: Map<Id, Waiting>; pending: KeptSession['pending'] };
  line: Line;
  /** The states that the session went through on its screen. */
  states: Set<string>;
}

function newPhone(actor: Actor, meetingId: Id): Phone {
  const phone: Phone = {
    stored: {
      known: { operations: [], state: 'agendaOut', lastSeq: 0, closedSeq: null },
      waiting: new Map(),
      pending: NOTHING_PENDING,
    },
    line: 'whole',
    states: new Set(),
    // Replaced below by what `restart` makes.
    device: undefined as unknown as Device,
  };
  restart(phone, actor, meetingId);
  return phone;
}

/** The page is killed and opened again: only what was stored is known, under a new device's id. */
function restart(phone: Phone, actor: Actor, meetingId: Id): void {
  const { stored } = phone;
  const over = async <T>(work: () => Promise<T>): Promise<T> => {
    if (phone.line === 'cut') return fail('unavailable');
    const answer = await work();
    return phone.line === 'answerLost' ? fail('unavailable') : answer;
  };
  const ports: DevicePorts = {
    keepKnown: async (known) => void (stored.known = known),
    keepWaiting: async (each) => void stored.waiting.set(each.id, each),
    forgetWaiting: async (id) => void stored.waiting.delete(id),
    keepPending: async (pending) => void (stored.pending = pending),
    command: (command, heldOn) =>
      over(() => commandSession(ground, actor, meetingId, { command, ...(heldOn === null ? {} : { heldOn }) })),
    add: (operations) =>
      over(async () => {
        // What arrives of a request that was cut is no JSON, and nothing of it is done; a proxy may have cut it at a whole one.
        const arrived = phone.line === 'half' ? operations.slice(0, Math.ceil(operations.length / 2)) : operations;
        await addOperations(ground, actor, meetingId, arrived);
        if (phone.line === 'half') fail('unavailable');
      }),
    pull: (after) => over(() => listOperations(ground, actor, meetingId, after)),
  };
  const kept = { known: stored.known, waiting: [...stored.waiting.values()], pending: stored.pending };
  phone.device = newDevice({ accountId: actor.accountId, device: randomId(), kept }, ports, () =>
    phone.states.add(stateHere(phone.device.kept())),
  );
}

type Step =
  | { readonly do: 'tally'; readonly on: 0 | 1; readonly who: number; readonly step: 1 | -1 }
  | { readonly do: 'present'; readonly on: 0 | 1; readonly who: number; readonly here: boolean }
  | { readonly do: 'note'; readonly on: 0 | 1; readonly item: 0 | 1; readonly text: string }
  | { readonly do: 'solution'; readonly on: 0 | 1; readonly item: 0 | 1; readonly text: string }
  | { readonly do: 'sync'; readonly on: 0 | 1; readonly line: Line }
  | { readonly do: 'kill'; readonly on: 0 | 1 }
  | { readonly do: 'close' };

const on = fc.constantFrom<0 | 1>(0, 1);
const item = fc.constantFrom<0 | 1>(0, 0, 0, 1);
const text = fc.constantFrom('a', 'b', 'ج');
const line = fc.constantFrom<Line>('whole', 'whole', 'answerLost', 'cut', 'half');
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('tally' as const), on, who: fc.nat(3), step: fc.constantFrom<1 | -1>(1, 1, -1) }),
    fc.record({ do: fc.constant('present' as const), on, who: fc.nat(3), here: fc.boolean() }),
    fc.record({ do: fc.constant('note' as const), on, item, text }),
    fc.record({ do: fc.constant('note' as const), on, item, text }),
    fc.record({ do: fc.constant('note' as const), on, item, text }),
    fc.record({ do: fc.constant('solution' as const), on, item, text }),
    fc.record({ do: fc.constant('sync' as const), on, line }),
    fc.record({ do: fc.constant('sync' as const), on, line }),
    fc.record({ do: fc.constant('kill' as const), on }),
    fc.constant({ do: 'close' as const }),
  ),
  { minLength: 10, maxLength: 40, size: 'max' },
);

function operationOf(step: Step, items: readonly Id[], device: Device): RecordOperation | undefined {
  switch (step.do) {
    case 'tally':
      return {
        kind: 'tally',
        category: memberCategories[step.who] ?? 'other',
        sex: sexes[step.who % 2] ?? 'woman',
        youth: step.who > 1,
        step: step.step,
      };
    case 'present':
      return { kind: 'present', memberId: members[step.who] ?? '', here: step.here };
    case 'note': {
      const itemId = items[step.item] ?? '';
      const entryId = entryIdOf(itemId, 'scan');
      const there = device.record().entries.find(({ id }) => id === entryId);
      const replaces = there?.versions.map(({ operationId }) => operationId) ?? [];
      return { kind: 'entry', itemId, entryId, value: { part: 'note', frame: 'scan', text: step.text }, replaces };
    }
    case 'solution': {
      const itemId = items[step.item] ?? '';
      return { kind: 'entry', itemId, entryId: randomId(), value: { part: 'solution', text: step.text }, replaces: [] };
    }
    default:
      return undefined;
  }
}

/** Syncs over a line that may fail; only a broken line is to be expected. */
async function sync(phone: Phone, how: Line): Promise<ReadonlyMap<Id, string>> {
  phone.line = how;
  try {
    return await phone.device.sync();
  } catch (error) {
    assert.ok(isProblem(error, 'unavailable') && how !== 'whole', String(error));
    return new Map();
  } finally {
    phone.line = 'whole';
  }
}

async function play(script: readonly Step[], lastFirst: 0 | 1): Promise<void> {
  const { id, items } = await newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL });
  const phones = [newPhone(secretary, id), newPhone(chair, id)] as const;
  await commandSession(ground, secretary, id, { command: 'open' });
  /** Each thing done, by what it says; an operation that was still being written may have grown in its place. */
  const done = new Map<Id, RecordOperation>();
  for (const step of script) {
    if (step.do === 'close') {
      await commandSession(ground, secretary, id, { command: 'close' }).catch((error: unknown) =>
        assert.ok(isProblem(error, 'transition_refused')),
      );
      continue;
    }
    const phone = phones[step.on];
    if (step.do === 'sync') assert.deepEqual([...(await sync(phone, step.line))], []);
    else if (step.do === 'kill') restart(phone, people[step.on], id);
    else if (phone.device.kept().known.closedSeq === null) {
      // A device that has seen the close records nothing any more.
      const operation = operationOf(step, items, phone.device);
      if (operation) done.set(await phone.device.write(operation), operation);
    }
  }
  // Both, in either order, twice.
  const order = lastFirst === 0 ? ([0, 1, 0, 1] as const) : ([1, 0, 1, 0] as const);
  for (const each of order) assert.deepEqual([...(await sync(phones[each], 'whole'))], []);

  const rows = await app.asAdmin<{ id: Id; seq: number; tally: number }>(
    `select id, seq from meeting_operation where meeting_id = $1 order by seq`,
    [id],
  );
  assert.deepEqual(rows.map((each) => each.id).sort(), [...done.keys()].sort(), 'nothing lost, nothing doubled');
  const server = [];
  for (let after = 0, more = true; more;) {
    const answer = await listOperations(ground, secretary, id, after);
    server.push(...answer.operations);
    after = answer.operations[answer.operations.length - 1]?.seq ?? after;
    more = answer.more;
  }
  for (const each of server) assert.deepEqual(each.operation.kind, done.get(each.id)?.kind);
  const whole = recordOf(server);
  for (const phone of phones) {
    assert.deepEqual(phone.device.record(), whole, 'the device and the server make the same record');
    assert.equal(phone.device.kept().waiting.length, 0);
    assert.equal(phone.stored.waiting.size, 0);
  }
}

test('two devices, a line that breaks anywhere, pages that are killed, a close in between: nothing lost, nothing doubled', async () => {
  await fc.assert(
    fc.asyncProperty(steps, on, async (script, lastFirst) => play(script, lastFirst)),
    { numRuns: 120 },
  );
});

test('a session that was opened, recorded and closed without a line goes out whole, also when the other device was first', async () => {
  for (const first of [0, 1] as const) {
    const { id, items } = await newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL });
    const phones = [newPhone(secretary, id), newPhone(secretary, id)] as const;
    for (const { device } of phones) {
      await device.open('2026-11-20');
      for (let each = 0; each < 70; each++) {
        await device.write({ kind: 'tally', category: 'resident', sex: 'woman', youth: false, step: 1 });
      }
      const itemId = items[0];
      const value = { part: 'note', frame: 'scan', text: 'x' } as const;
      await device.write({ kind: 'entry', itemId, entryId: entryIdOf(itemId, 'scan'), value, replaces: [] });
      await device.close();
    }
    for (const at of [first, 1 - first, first] as const)
      assert.deepEqual([...(await phones[at as 0 | 1].device.sync())], []);
    const session = await readSession(ground, secretary, id);
    assert.deepEqual([session.state, session.heldOn], ['minutesDraft', '2026-11-20']);
    const record = phones[first].device.record();
    assert.equal(record.tally[0]?.count, 140);
    assert.equal(record.entries[0]?.versions.length, 2, 'both notes stand beside each other');
    const late = phones[first].device.kept().known.operations.filter((each) => each.late);
    assert.equal(late.length, 71, 'what the second device brings after the close is marked');
    assert.deepEqual([...phones[first].states], ['inSession', 'minutesDraft'], 'never for a moment what it was before');
  }
});

test('what is still being written grows in its place; what was tried never changes', async () => {
  const { id, items } = await newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL, state: 'inSession' });
  const phone = newPhone(secretary, id);
  const [itemId] = items;
  const entryId = entryIdOf(itemId, 'scan');
  const note = (words: string, replaces: readonly Id[]) =>
    phone.device.write({
      kind: 'entry',
      itemId,
      entryId,
      value: { part: 'note', frame: 'scan', text: words },
      replaces,
    });
  const one = await note('o', []);
  assert.equal(await note('one', [one]), one);
  await sync(phone, 'answerLost');
  const two = await note('one, two', [one]);
  assert.notEqual(two, one);
  await sync(phone, 'whole');
  const { entries } = phone.device.record();
  assert.deepEqual(
    entries.map((each) => each.versions.map((version) => version.operationId)),
    [[two]],
  );
});

test('one operation that is refused does not hold up the others, and stays on the device with its reason', async () => {
  const { id } = await newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL, state: 'inSession' });
  const phone = newPhone(secretary, id);
  const came: RecordOperation = { kind: 'tally', category: 'resident', sex: 'man', youth: false, step: 1 };
  await phone.device.write(came);
  const stranger = await phone.device.write({ kind: 'present', memberId: randomId(), here: true });
  await phone.device.write(came);
  assert.deepEqual([...(await phone.device.sync())], [[stranger, 'not_found']]);
  assert.deepEqual([...phone.stored.waiting.keys()], [stranger]);
  assert.equal((await listOperations(ground, secretary, id, 0)).operations.length, 2);
});
