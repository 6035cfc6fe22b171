import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { sealedReport } from '../../../test/harness/reporter.ts';

const { server, installed, signIn, asAdmin, unexpected } = await withApplication();
const [basra] = installed.desks;
if (!basra) throw new Error('the demo has a desk');
const { id: deskId, organisationId } = basra.desk;
const HISTORY = 100_000;
const OPEN = 200;

/** The plan of a statement as a member's request runs it, as text. */
async function planOf(select: string): Promise<string> {
  await asAdmin('begin');
  await asAdmin('set local role muntada_app');
  await asAdmin("select set_config('app.tenant', $1, true)", [organisationId]);
  const rows = await asAdmin<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers off, timing off, costs off) ${select}`,
  );
  await asAdmin('rollback');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('with a hundred thousand reports in its history a desk counts and loads what is open from the index of what is open', async () => {
  const sealed = await sealedReport(server, basra);
  assert.equal((await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload })).statusCode, 200);
  await asAdmin(
    `insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, state, due_on, size, digest, unread, changed)
     select tenant_id, gen_random_uuid(), desk_id, mailbox_id, 1, false, false, date '2026-11-20' - n % 700,
            case when n <= ${OPEN} then 'caseOpened' else 'closed' end, case when n <= 50 then date '2026-01-01' end, 4096, digest,
            false, '3'
       from report, generate_series(1, ${HISTORY}) n where id = $1`,
    [sealed.reportId],
  );
  await asAdmin('vacuum analyze report');
  const counts = await overview();
  assert.deepEqual([counts.open, counts.overdue], [OPEN + 1, 50]);
  const open = `tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and desk_id = '${deskId}'
     and state in ('received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked')`;
  for (const select of [
    `select count(*) filter (where due_on < '2026-11-21') from report where ${open} and destroy_after is null`,
    `select id from report where ${open} order by day desc, id desc limit 100`,
  ]) {
    const plan = await planOf(select);
    assert.match(plan, /Index.* using report_open on report/, plan);
    assert.doesNotMatch(plan, /Seq Scan on report/, plan);
  }
  const changed = await planOf(
    `select id from report where tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and desk_id = '${deskId}'
       and changed >= pg_snapshot_xmin(pg_current_snapshot()) order by changed, id limit 500`,
  );
  assert.match(changed, /Index.* using report_changed on report/, changed);
});

async function overview() {
  const answer = await server.inject({
    url: `/api/desks/${deskId}/overview`,
    headers: { cookie: await signIn('basra.women.1') },
  });
  return answer.json<{ open: number; overdue: number }>();
}

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
