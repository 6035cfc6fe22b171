import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import type { Role } from '../../src/base/actor.ts';
import { signInKeys } from '../../src/cli/ground.ts';
import type { MailboxKeys } from '../../src/crypto/receipt.ts';
import type { InstalledDesk } from '../../src/demo/install.ts';
import { BASRA_POLICE, LAWYERS, MINISTRY } from '../../src/demo/organisations.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import { addPerson } from '../../src/demo/people.ts';
import type { TestApplication } from '../harness/application.ts';
import { TEST_SECRET, withApplication } from '../harness/application.ts';
import type { SealedReport } from '../harness/reporter.ts';
import { sealedReport } from '../harness/reporter.ts';
import { signIn } from '../harness/sign-in.ts';
import { sealedFiles, uploadAll } from '../harness/uploads.ts';

const COST = { memoryKiB: 64, passes: 1 };
const CODE_STEP_MS = 30_000;

/** The two organisations of every question of the kind "what does A see of B". */
export const OWN_TENANT = BASRA_POLICE;
export const FOREIGN_TENANT = LAWYERS;
export const PLATFORM_TENANT = MINISTRY;

/** The whole application with two desks of two organisations, a report at each, and the means to make more of everything. */
export interface Stage extends TestApplication {
  /** A police desk with a woman (`people[0]`) and a man (`people[1]`); its women's key is the woman's alone. */
  readonly own: InstalledDesk;
  /** A desk that is not the police, of another organisation. */
  readonly foreign: InstalledDesk;
  /** A second desk of the own organisation. */
  readonly neighbour: InstalledDesk;
  /** Reports as their reporters know them: one at each desk; further ones are copies under new ids. */
  readonly ownReport: SealedReport;
  readonly foreignReport: SealedReport;
  /** A mailbox that no visitor holds. */
  readonly spareMailbox: MailboxKeys;
  readonly newReport: (how?: NewReport) => Promise<Id>;
  readonly newPerson: (tenantId: Id, roles: readonly Role[], sex?: 'woman' | 'man') => Promise<DemoPerson>;
  readonly signInAs: (person: DemoPerson) => Promise<string>;
  /** A second session of an account; no cookie belongs to it. */
  readonly newSession: (accountId: Id) => Promise<Id>;
  /** Copies a row with some of its columns changed (JSON values by column name). */
  readonly copyRow: (table: string, key: Readonly<Record<string, string>>, changes: Json) => Promise<void>;
  /** A complete upload that nothing names yet. */
  readonly newUpload: () => Promise<Id>;
}

/** What a copied report is to be. */
export interface NewReport {
  readonly at?: 'own' | 'foreign';
  /** In whose hands its receipt is; nobody's here without it. */
  readonly mailboxId?: Id;
  readonly women?: boolean;
  /** Columns of `report`, as JSON. */
  readonly columns?: Readonly<Record<string, Json>>;
}

/** Called at the top level of a test file, like `withApplication`. */
export async function withStage(): Promise<Stage> {
  const app = await withApplication();
  const { server, installed, database, clock, asAdmin } = app;
  const ground = { ...signInKeys(TEST_SECRET), cost: COST };
  const deskOf = (kind: string, tenant: Id) =>
    present(
      installed.desks.find(({ desk }) => desk.organisationId === tenant && desk.kind === kind),
      `the demo has a desk ${kind}`,
    );
  const own = deskOf('referralCentre', OWN_TENANT);
  const foreign = deskOf('lawyerNgo', FOREIGN_TENANT);
  const neighbour = deskOf('women', OWN_TENANT);
  await asAdmin('update organisation set platform = id = $1', [PLATFORM_TENANT]);
  const ownReport = await submitted(app, own);
  const foreignReport = await submitted(app, foreign);
  const spare = await submitted(app, own);
  let people = 0;

  async function copyRow(table: string, key: Readonly<Record<string, string>>, changes: Json): Promise<void> {
    const where = Object.keys(key).map((column, at) => `"${column}" = $${at + 2}`);
    await asAdmin(
      `insert into "${table}" select (jsonb_populate_record(r, $1::jsonb)).* from "${table}" r where ${where.join(' and ')}`,
      [JSON.stringify(changes), ...Object.values(key)],
    );
  }

  return {
    ...app,
    own,
    foreign,
    neighbour,
    ownReport,
    foreignReport,
    copyRow,
    spareMailbox: spare.mailbox,
    newReport: async ({ at = 'own', mailboxId = spare.mailbox.mailboxId, women = false, columns = {} } = {}) => {
      const from = (at === 'own' ? ownReport : foreignReport).reportId;
      const id = randomId();
      await copyRow(
        'report',
        { id: from },
        {
          id,
          mailbox_id: mailboxId,
          women,
          ...columns,
        },
      );
      for (const table of ['report_key', 'report_body']) await copyRow(table, { report_id: from }, { report_id: id });
      return id;
    },
    newPerson: async (tenantId, roles, sex = 'woman') => {
      const login = `stage.${++people}`;
      return database.transact({ tenant: tenantId }, async (tx) =>
        addPerson(
          tx,
          ground,
          tenantId,
          {
            login,
            name: 'شخص (مثال توضيحي)',
            sex,
          },
          roles,
        ),
      );
    },
    signInAs: async ({ account }) =>
      signIn(server, [account], account.login, () => {
        clock.advance(CODE_STEP_MS);
        return clock();
      }),
    newSession: async (accountId) => {
      const id = randomId();
      const [session] = await asAdmin<{
        hash: string;
      }>(`select encode(token_hash, 'hex') as hash from session where account_id = $1 limit 1`, [accountId]);
      const hash = present(session, 'somebody who has signed in').hash;
      await asAdmin(
        `insert into session select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'token_hash', $2::text))).*
           from session s where encode(token_hash, 'hex') = $3`,
        [id, `\\x${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')}`, hash],
      );
      return id;
    },
    newUpload: async () => uploadAll(server, (await sealedFiles(ownReport.recipient, 1e3)).sealed),
  };
}

/** Seals and sends a report; it must arrive. */
export async function submitted(
  { server }: Pick<TestApplication, 'server'>,
  desk: InstalledDesk,
  options: Parameters<typeof sealedReport>[2] = {},
): Promise<SealedReport> {
  const sealed = await sealedReport(server, desk, options);
  const answer = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  if (answer.statusCode !== 200) throw new Error(`a report that ought to arrive did not: ${answer.body}`);
  return sealed;
}

/** The value, or an error that says what ought to be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`missing: ${what}`);
  return value;
}

/** Text of a sealed field with its bytes changed. */
export function damaged(text: string, change: (bytes: Uint8Array) => Uint8Array): string {
  return toBase64url(change(fromBase64url(text)));
}
