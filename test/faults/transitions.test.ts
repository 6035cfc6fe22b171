import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '../../src/base/ids.ts';
import type { ReportCommand, ReportState } from '../../src/reporting/model.ts';
import { reportCommands, reportStates, reportTransitions } from '../../src/reporting/model.ts';
import { holder, sendAs, staff } from '../security/visitors.ts';
import { OWN_TENANT, present, withStage } from '../security/stage.ts';

const stage = await withStage();
const { asAdmin, own, unexpected } = stage;
const at = (name: string) => ({ name, short: name, tenantId: OWN_TENANT });
const [woman, man] = own.people;
const member = await staff(stage, at('a member'), woman);
const second = await staff(stage, at('another member'), man);
const reporter = holder(stage);

/** Closing takes two people and has endpoints of its own. */
const TWO_STEPS: readonly ReportCommand[] = ['close'];
const DESK_ROLE = 'deskMember';

interface Outcome {
  readonly status: number;
  readonly code: string | undefined;
  readonly state: ReportState;
  readonly events: number;
}

async function reportIn(state: ReportState, answered = false): Promise<Id> {
  return stage.newReport({
    mailboxId: stage.ownReport.mailbox.mailboxId,
    columns: { state, desk_messages: answered ? 1 : 0 },
  });
}

async function outcomeOf(id: Id, answer: { statusCode: number; body: string }): Promise<Outcome> {
  const [row] = await asAdmin<{ state: ReportState; events: number }>(
    `select state, (select count(*)::integer from report_event where report_id = report.id) as events from report where id = $1`,
    [id],
  );
  const { state, events } = present(row, 'the report');
  const code = answer.statusCode < 300 ? undefined : (JSON.parse(answer.body) as { code: string }).code;
  return { status: answer.statusCode, code, state, events };
}

async function command(id: Id, name: ReportCommand, more: { reason?: string } = {}) {
  return sendAs(stage, member, {
    method: 'POST',
    url: `/api/reports/${id}/commands`,
    payload: { command: name, ...more },
  });
}

test('every command in every state: what the table does not hold is a 409, what is not the desk’s a 403, and nothing changes', async () => {
  let refused = 0;
  let done = 0;
  for (const state of reportStates) {
    for (const name of reportCommands) {
      const id = await reportIn(state, true);
      const found = await outcomeOf(id, await command(id, name, { reason: 'notForUs' }));
      const row = reportTransitions.find((each) => each.command === name && each.from.includes(state));
      const where = `${name} of a report that is ${state}: ${JSON.stringify(found)}`;
      const may =
        row?.roles.includes(DESK_ROLE) && !TWO_STEPS.includes(name) && !row.guards?.includes('bothMailboxesAgree');
      if (row && may) {
        assert.deepEqual([found.status, found.state, found.events], [200, row.to, 1], where);
        done++;
        continue;
      }
      const expected = row && !row.roles.includes(DESK_ROLE) ? [403, 'not_allowed'] : [409, 'transition_refused'];
      assert.deepEqual([found.status, found.code], expected, where);
      assert.deepEqual([found.state, found.events], [state, 0], where);
      refused++;
    }
  }
  assert.equal(refused + done, reportStates.length * reportCommands.length);
  assert.ok(done >= 8 && refused > 50);
});

test('what a transition needs is asked for: a reason, an answer, her word from both mailboxes', async () => {
  for (const row of reportTransitions.filter(
    (each) => each.roles.includes(DESK_ROLE) && !TWO_STEPS.includes(each.command),
  )) {
    for (const state of row.from) {
      if (row.needs?.reason) {
        const id = await reportIn(state, true);
        const found = await outcomeOf(id, await command(id, row.command));
        assert.deepEqual([found.status, found.state, found.events], [409, state, 0], `${row.command} without a reason`);
      }
      if (row.guards?.includes('answered')) {
        const id = await reportIn(state);
        const found = await outcomeOf(id, await command(id, row.command, { reason: 'notForUs' }));
        assert.deepEqual([found.status, found.state, found.events], [409, state, 0], `${row.command} unanswered`);
      }
    }
  }
});

test('closing in every state takes two different people and a state that can be closed', async () => {
  const row = present(
    reportTransitions.find((each) => each.command === 'close'),
    'closing',
  );
  for (const state of reportStates) {
    const id = await reportIn(state);
    const url = `/api/reports/${id}/closure`;
    const early = await outcomeOf(id, await sendAs(stage, second, { method: 'POST', url: `${url}/approval` }));
    assert.deepEqual([early.status, early.state], [409, state], `approved unasked: ${state}`);
    const payload = { reason: 'helped', aftercare: 'declined' };
    const asked = await outcomeOf(id, await sendAs(stage, member, { method: 'POST', url, payload }));
    const may = row.from.includes(state);
    assert.deepEqual([asked.status, asked.state, asked.events], [may ? 200 : 409, state, 0], `asked: ${state}`);
    const self = await outcomeOf(id, await sendAs(stage, member, { method: 'POST', url: `${url}/approval` }));
    assert.deepEqual([self.status, self.state, self.events], [409, state, 0], `by herself: ${state}`);
    const other = await outcomeOf(id, await sendAs(stage, second, { method: 'POST', url: `${url}/approval` }));
    assert.deepEqual([other.status, other.state], may ? [200, 'closed'] : [409, state], `by another: ${state}`);
  }
});

test('withdrawal from every state is hers alone, and only where the table has it', async () => {
  const row = present(
    reportTransitions.find((each) => each.command === 'withdraw'),
    'withdrawal',
  );
  assert.deepEqual(row.roles, ['reporter']);
  for (const state of reportStates) {
    const id = await reportIn(state);
    const url = `/api/mailbox/reports/${id}`;
    const asked = await outcomeOf(id, await sendAs(stage, reporter, { method: 'POST', url: `${url}/withdrawal` }));
    const may = row.from.includes(state);
    assert.deepEqual([asked.status, asked.state], [may ? 200 : 409, state], `withdrawal: ${state}`);
    const locked = await sendAs(stage, member, { method: 'POST', url: `/api/reports/${id}/open` });
    if (may) assert.equal(locked.statusCode, 404, 'locked at once');
    const gone = await outcomeOf(id, await sendAs(stage, reporter, { method: 'DELETE', url }));
    // "The same again" of what is already withdrawn is no error.
    const again = state === 'withdrawn';
    assert.deepEqual(
      [gone.status, gone.state],
      may ? [200, 'withdrawn'] : [again ? 200 : 409, state],
      `destroyed: ${state}`,
    );
    const [left] = await asAdmin<{ n: number }>('select count(*)::integer as n from report_key where report_id = $1', [
      id,
    ]);
    assert.equal(left?.n, may ? 0 : 1, `the key file: ${state}`);
  }
});

test('a report that she has locked takes no command of the desk, in no state', async () => {
  for (const state of reportStates) {
    const id = await stage.newReport({ columns: { state, desk_messages: 1, destroy_after: '2026-12-01T00:00:00Z' } });
    for (const name of reportCommands) {
      const found = await outcomeOf(id, await command(id, name, { reason: 'notForUs' }));
      assert.deepEqual([found.status, found.code, found.state], [404, 'not_found', state], `${name}, locked, ${state}`);
    }
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
