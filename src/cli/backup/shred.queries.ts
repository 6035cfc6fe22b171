import type pg from 'pg';
import type { Shredded } from '../../jobs/shredded.queries.ts';

/** Adds what was shredded after the backup to what it knows itself; the ids of all reports in it. */
export async function addShredded(client: pg.Client, list: readonly Shredded[]): Promise<ReadonlySet<string>> {
  await client.query(
    `insert into shredded (kind, id, day, state)
     select * from unnest($1::text[], $2::uuid[], $3::date[], $4::text[])
     on conflict do nothing`,
    [
      list.map(({ kind }) => kind),
      list.map(({ id }) => id),
      list.map(({ day }) => day),
      list.map(({ state }) => state),
    ],
  );
  const { rows } = await client.query<{ id: string }>('select id from shredded');
  return new Set(rows.map(({ id }) => id));
}

/** Takes out whatever an older copy brought back of shredded reports, and leaves their tombstones. */
export async function destroyShredded(client: pg.Client): Promise<void> {
  await client.query(`
    create temporary table destroyed on commit drop as
      select report.tenant_id, report.id, shredded.state from shredded join report on report.id = shredded.id
       where shredded.kind = 'report';
    update upload set state = 'gone' where id in (
      select upload_id from report join destroyed using (tenant_id, id)
      union select upload_id from report_message join destroyed on destroyed.id = report_id
    );
    update case_stub set body = null from destroyed
     where case_stub.tenant_id = destroyed.tenant_id and case_stub.report_id = destroyed.id;
    delete from report_body using destroyed where report_id = destroyed.id;
    delete from report_message using destroyed where report_id = destroyed.id;
    update report
       set state = destroyed.state, summary = null, entry = null, entry_epoch = null, urgent_until = null, assignee_id = null,
           due_on = null, destroy_after = null, unread = false, upload_id = null
      from destroyed
     where report.tenant_id = destroyed.tenant_id and report.id = destroyed.id;
  `);
}
