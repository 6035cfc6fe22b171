import type { Role } from '../../src/base/actor.ts';
import { roles } from '../../src/base/actor.ts';
import { toBase64url, utf8 } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import type { MailboxKeys } from '../../src/crypto/receipt.ts';
import { sign } from '../../src/crypto/sign.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import { roleForSeat } from '../../src/forums/model.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from '../../src/reporting/mailbox/request.model.ts';
import { challengeOf } from '../harness/reporter.ts';
import type { Stage } from './stage.ts';
import { FOREIGN_TENANT, OWN_TENANT, PLATFORM_TENANT } from './stage.ts';

/** Somebody who stands before a route, with what she shows at its door. */
export interface Visitor {
  readonly name: string;
  /** How the permission table heads her column. */
  readonly short: string;
  readonly mailbox?: MailboxKeys;
  readonly staff?: { readonly accountId: Id; readonly tenantId: Id; cookie: string };
  /** Signs in again, after a request that ended her session. */
  readonly again?: () => Promise<string>;
}

/** A request before its visitor's proof is added. `payload` is JSON; `bytes` is anything else. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly payload?: Json;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to it. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  readonly body: string;
  readonly rawPayload: Buffer;
}

/** Desk seats are roles of their own in the table: the role alone opens nothing. */
const AT_A_DESK: readonly Role[] = ['deskWorker', 'caseworker', 'caseworkerSupervisor'];

/** Nobody, the holder of the receipt, one account for each role, and those whose place decides more than their role. */
export async function allVisitors(stage: Stage): Promise<Visitor[]> {
  const [woman, man] = stage.own.people;
  const [colleague] = stage.neighbour.people;
  const [stranger] = stage.foreign.people;
  const visitors: Visitor[] = [nobody(), holder(stage)];
  const add = async (name: string, short: string, tenantId: Id, person: DemoPerson | undefined) =>
    visitors.push(await staff(stage, { name, short, tenantId }, person));
  await add('desk worker of the desk, a woman with its women’s key', 'woman of the desk', OWN_TENANT, woman);
  await add('desk worker of the desk, a man', 'man of the desk', OWN_TENANT, man);
  await add('desk worker of another desk of the organisation', 'colleague', OWN_TENANT, colleague);
  await add('desk worker of another organisation', 'worker elsewhere', FOREIGN_TENANT, stranger);
  for (const role of roles) {
    const seatless = AT_A_DESK.includes(role) ? `${role} without a seat` : role;
    await add(seatless, seatless, OWN_TENANT, await stage.newPerson(OWN_TENANT, [role]));
  }
  for (const seat of ['secretary', 'chair'] as const) {
    const person = await stage.newPerson(OWN_TENANT, [roleForSeat[seat]]);
    await stage.asAdmin('insert into forum_seat (tenant_id, forum_id, account_id, role) values ($1, $2, $3, $4)', [
      OWN_TENANT,
      MAQIL,
      person.id,
      seat,
    ]);
    await add(`${seat} of the forum`, `${seat} of the forum`, OWN_TENANT, person);
  }
  const head = await stage.newPerson(OWN_TENANT, ['governorateDirector']);
  await add('governorateDirector who keeps the root', 'keeper of the root', OWN_TENANT, head);
  await stage.asAdmin(
    `insert into organisation_root (tenant_id, account_id, public_key, sealed) values ($1, $2, $3, $4)`,
    [OWN_TENANT, head.id, head.keys.signing.public, new Uint8Array(200)],
  );
  const foreignAdministrator = await stage.newPerson(FOREIGN_TENANT, ['administrator']);
  await add('administrator of another organisation', 'administrator elsewhere', FOREIGN_TENANT, foreignAdministrator);
  const platform = await stage.newPerson(PLATFORM_TENANT, ['administrator']);
  await add('administrator of the organisation that runs the installation', 'platform', PLATFORM_TENANT, platform);
  return visitors;
}

/** Somebody without any proof. */
export function nobody(): Visitor {
  return { name: 'nobody', short: 'nobody' };
}

/** The holder of the receipt of the own report. */
export function holder(stage: Stage): Visitor {
  return { name: 'the reporter with her receipt', short: 'reporter', mailbox: stage.ownReport.mailbox };
}

/** A person who has signed in. */
export async function staff(
  stage: Stage,
  named: { readonly name: string; readonly short: string; readonly tenantId: Id },
  person: DemoPerson | undefined,
): Promise<Visitor> {
  if (!person) throw new Error(`nobody for ${named.name}`);
  const again = async () => stage.signInAs(person);
  const cookie = await again();
  return { ...named, staff: { accountId: person.id, tenantId: named.tenantId, cookie }, again };
}

/** Sends a request as a visitor, with a fresh signature where a receipt is her proof. */
export async function sendAs(stage: Stage, visitor: Visitor, request: SampleRequest): Promise<Answer> {
  const proof = visitor.mailbox
    ? { authorization: await mailboxProof(stage, visitor.mailbox, request) }
    : visitor.staff
      ? { cookie: visitor.staff.cookie }
      : {};
  return send(stage, { ...request, headers: { ...proof, ...request.headers } });
}

/** Sends a request as it is. */
export async function send({ server }: Pick<Stage, 'server'>, request: SampleRequest): Promise<Answer> {
  const { method, url, payload, bytes, headers = {} } = request;
  const json = payload === undefined ? undefined : JSON.stringify(payload);
  const body = bytes ? Buffer.from(bytes) : json;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  return server.inject({
    // light-my-request takes any word as a method, as sockets do.
    method: method as 'GET',
    url,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}

/** The `Authorization` of a request by the holder of a receipt. */
export async function mailboxProof(
  { server }: Pick<Stage, 'server'>,
  mailbox: MailboxKeys,
  { method, url, payload = null }: Pick<SampleRequest, 'method' | 'url' | 'payload'>,
  challenge?: string,
): Promise<string> {
  const current = challenge ?? (await challengeOf(server));
  const signed = utf8(mailboxRequest({ method, path: url, challenge: current, body: payload }));
  const signature = toBase64url(await sign(MAILBOX_CONTEXT, mailbox.signing.secret, signed));
  return `Mailbox ${mailbox.mailboxId}.${current}.${signature}`;
}
