import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { nextState } from '../base/transition.ts';
import { openKeyFile } from '../crypto/key-file.ts';
import { openReport } from '../crypto/report.ts';
import { readThread } from '../crypto/thread.ts';
import { reportTransitions } from '../reporting/model.ts';
import type { ReportCommand, ReportState } from '../reporting/model.ts';
import { BASRA_WOMEN, FORUM_CONTACT } from './desks.ts';
import { addReports } from './reports.ts';
import { storiesOfDesk } from './stories/of-desk.ts';

const { database, installed, clock, asAdmin, server, signIn, unexpected } = await withApplication();
const count = await addReports(database, installed.desks, clock);

interface Row {
  id: string;
  desk_id: string;
  women: boolean;
  state: ReportState;
  urgent_until: Date | null;
  assignee_id: string | null;
  due_on: string | null;
  closure_by: string | null;
  entry: Uint8Array | null;
  unread: boolean;
}
const rows = await asAdmin<Row>('select * from report');
const atBasra = rows.filter((row) => row.desk_id === BASRA_WOMEN);

test('every desk has stories, and none stands at two desks', () => {
  const all = installed.desks.flatMap(({ desk }) => storiesOfDesk.get(desk.id) ?? []);
  assert.equal(rows.length, count);
  assert.equal(count, all.length);
  assert.ok(installed.desks.every(({ desk }) => (storiesOfDesk.get(desk.id)?.length ?? 0) >= 3));
  assert.equal(new Set(all.map(({ text }) => text)).size, all.length);
});

test('a newcomer finds each state of a report at the women’s desk in Basra', () => {
  const states = (state: ReportState) => atBasra.filter((row) => row.state === state);
  for (const state of ['received', 'answeredOnly', 'caseOpened', 'closed', 'unreadable'] as const)
    assert.ok(states(state).length > 0, state);
  const urgent = atBasra.filter((row) => row.urgent_until !== null);
  assert.equal(urgent.length, 1);
  assert.ok((urgent[0]?.urgent_until?.getTime() ?? 0) > clock());
  const today = '2026-11-21';
  assert.equal(atBasra.filter((row) => row.due_on === today && row.assignee_id !== null).length, 1);
  assert.equal(atBasra.filter((row) => row.due_on !== null && row.due_on < today && row.state !== 'closed').length, 1);
  assert.equal(atBasra.filter((row) => row.closure_by !== null).length, 1);
});

test('the overview counts what is due, and the first answers of the half-year have a middle', async () => {
  const cookie = await signIn('basra.women.1');
  const url = `/api/desks/${BASRA_WOMEN}/overview`;
  const overview = (await server.inject({ url, headers: { cookie } })).json<{
    urgent: number;
    dueToday: number;
    overdue: number;
    closureAsked: number;
    answers: { bands: Record<string, number> }[];
  }>();
  const { urgent, dueToday, overdue, closureAsked } = overview;
  assert.deepEqual([urgent, dueToday, overdue, closureAsked], [1, 1, 1, 1]);
  const answered = storiesOfDesk
    .get(BASRA_WOMEN)
    ?.filter(({ steps = [] }) => steps.some(({ act }) => act === 'answer'));
  const bands = overview.answers.flatMap((each) => Object.values(each.bands));
  assert.equal(
    bands.reduce((sum, each) => sum + each, 0),
    answered?.length,
  );
  assert.ok(bands.length > 1);
});

test('the events of every report replay to its state, and who closed is not who asked', async () => {
  const events = await asAdmin<{
    report_id: string;
    command: ReportCommand;
    from_state: ReportState;
    to_state: ReportState;
    actor: string;
  }>('select * from report_event order by report_id, seq');
  const replayed = new Map<string, ReportState>();
  for (const { report_id: id, command, from_state: from, to_state: to } of events) {
    assert.equal(replayed.get(id) ?? 'received', from);
    const brought = { reason: 'helped', second: 'somebody' };
    assert.equal(
      nextState(reportTransitions, from, command, { roles: ['deskMember'], holds: ['answered'], ...brought }),
      to,
    );
    replayed.set(id, to);
  }
  for (const { id, state } of rows) assert.equal(replayed.get(id) ?? 'received', state);
  const closed = rows.filter(({ state }) => state === 'closed').length;
  const askers = await asAdmin<{ object: string; actor: string }>(
    `select object, actor from audit_event where verb = 'report.closureAsked'`,
  );
  const closers = events.filter(({ command }) => command === 'close');
  assert.equal(closers.length, closed);
  for (const { report_id: id, actor } of closers)
    assert.ok(askers.some((asked) => asked.object === `report:${id}` && asked.actor !== actor));
});

test('what is sealed opens with the desk’s keys: reports and threads of both sides, but for the one that nobody can read', async () => {
  let [unreadable, messages] = [0, 0];
  for (const { desk, epochs } of installed.desks) {
    for (const row of rows.filter((each) => each.desk_id === desk.id)) {
      const epoch = row.women ? epochs.women : epochs.general;
      assert.ok(epoch);
      const [sealed] = await asAdmin<{ key_file: Uint8Array; body: Uint8Array }>(
        'select key_file, body from report_key join report_body using (report_id) where report_id = $1',
        [row.id],
      );
      assert.ok(sealed);
      const { identity } = await openKeyFile(epoch.identity, sealed.key_file);
      if (row.state === 'unreadable') {
        await assert.rejects(openReport(identity, sealed.body, { reportId: row.id }));
        unreadable++;
        continue;
      }
      const report = await openReport(identity, sealed.body, { reportId: row.id });
      assert.match(report.text, /^(مثال توضيحي|نموونە|Illustrative): /);
      const thread = await asAdmin<{ id: string; body: Uint8Array }>(
        'select id, body from report_message where report_id = $1 order by place',
        [row.id],
      );
      const keys = {
        reporter: Uint8Array.from(Buffer.from(report.mailbox.signingKey, 'base64url')),
        findDeskKey: () => epoch.signing.public,
      };
      const read = await readThread(
        identity,
        row.id,
        thread.map(({ id, body }) => ({ id, sealed: body })),
        keys,
      );
      assert.deepEqual(read.missing, []);
      assert.ok(read.entries.every(({ state }) => state === 'ok'));
      messages += read.entries.length;
    }
  }
  assert.equal(unreadable, 1);
  assert.ok(messages > 40);
});

test('a forum contact of two women is offered, is not police, and stands under nobody of the police', () => {
  const found = installed.desks.find(({ desk }) => desk.id === FORUM_CONTACT);
  assert.deepEqual(
    [found?.record.kind, found?.record.police, found?.record.organisationKind],
    ['forumContact', false, 'association'],
  );
  assert.deepEqual(
    found?.people.map(({ sex }) => sex),
    ['woman', 'woman'],
  );
  assert.deepEqual(unexpected, []);
});
