import { insertEpoch, insertMember, insertRoot, insertWrap } from '../accounts/index.ts';
import { toBase64url } from '../base/bytes.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { signAdmission } from '../crypto/admission.ts';
import { sealTo } from '../crypto/age.ts';
import type { DeskRecord, EpochKey } from '../crypto/desk-record.ts';
import { deskHashes } from '../crypto/desk-record.ts';
import { signDirectory } from '../crypto/directory-doc.ts';
import type { EpochKeys } from '../crypto/epoch.ts';
import { epochPublic, newEpochKeys, wrapEpoch } from '../crypto/epoch.ts';
import type { SigningKey } from '../crypto/sign.ts';
import { newSigningKey } from '../crypto/sign.ts';
import {
  insertDesk,
  insertDirectory,
  insertOffice,
  insertOrganisation,
  insertUnit,
  setEpoch,
  setRota,
} from '../directory/index.ts';
import type { Database, Queries } from '../storage/database.ts';
import { addChecks } from './checks.ts';
import type { DemoDesk } from './desks.ts';
import { desks, NEVER_WITHOUT_ASKING } from './desks.ts';
import { installIssues } from './forums/issues.ts';
import { installMeetings } from './forums/meetings.ts';
import { installCommitments } from './forums/commitments.ts';
import { installForumPeople } from './forums/people.ts';
import { installRegister } from './forums/register.ts';
import { installRequests } from './forums/requests.ts';
import { OFFICE_HOURS, offices, units } from './offices.ts';
import { MINISTRY, organisations } from './organisations.ts';
import type { DemoAccount, DemoPerson, PeopleGround } from './people.ts';
import { addPerson } from './people.ts';
import type { DemoStaff } from './staff.ts';
import { staff } from './staff.ts';

/** Every day, all day: the demo's one desk with a duty rota, so that the question about urgency can be seen at any hour. */
const ROUND_THE_CLOCK = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 0, to: 1440 }));

/** An organisation's illustrative root; its secret stays in the demo's own folder. */
export interface DemoRoot {
  readonly organisation: Id;
  readonly root: SigningKey;
}

/** A demo desk with its people and keys, as its members' browsers would hold them. */
export interface InstalledDesk {
  readonly desk: DemoDesk;
  readonly record: DeskRecord;
  readonly people: readonly DemoPerson[];
  readonly epochs: { readonly general: EpochKeys; readonly women: EpochKeys | undefined };
}

export interface Installed {
  readonly roots: readonly DemoRoot[];
  readonly desks: readonly InstalledDesk[];
  readonly accounts: readonly DemoAccount[];
}

/** Puts the demo's organisations, offices, desks, people, keys and checks of numbers into an empty database. One transaction per organisation. */
export async function install(database: Database, ground: PeopleGround, today: Day): Promise<Installed> {
  const roots: DemoRoot[] = [];
  const installed: InstalledDesk[] = [];
  for (const { names, parent, governorateId, ...organisation } of organisations) {
    await insertOrganisation(database.direct, {
      ...organisation,
      names,
      parent_id: parent,
      governorate_id: governorateId,
      platform: organisation.id === MINISTRY,
    });
  }
  const others: DemoPerson[] = [];
  for (const { id } of organisations) {
    const own = desks.filter((desk) => desk.organisationId === id);
    await database.transact({ tenant: id }, async (tx) => {
      for (const office of offices.filter((each) => each.tenant_id === id)) await insertOffice(tx, office);
      for (const unit of units.filter((each) => each.tenant_id === id)) await insertUnit(tx, unit);
      await installRegister(tx, id, today);
      const people = await addStaff(tx, ground, id);
      const byLogin = new Map(people.map(({ member, person }) => [member.login, person.id]));
      await installForumPeople(tx, id, byLogin, today);
      await installIssues(tx, id, byLogin, today);
      await installMeetings(tx, id, byLogin, today);
      await installCommitments(tx, id, byLogin, today);
      await installRequests(tx, id, today);
      others.push(...people.map(({ person }) => person));
      if (own.length === 0) return;
      const here: InstalledDesk[] = [];
      for (const desk of own) here.push(await installDesk(tx, ground, desk));
      const root = { organisation: id, root: await newSigningKey() };
      await publish(tx, root, here, today);
      for (const { member, person } of people) if (member.head) await giveRoot(tx, root, person);
      roots.push(root);
      installed.push(...here);
    });
  }
  await addChecks(database, today);
  const everybody = [...installed.flatMap(({ people }) => people), ...others];
  return { roots, desks: installed, accounts: everybody.map((each) => each.account) };
}

/** Heads, administrators and trustees of an organisation. */
async function addStaff(
  tx: Queries,
  ground: PeopleGround,
  organisation: Id,
): Promise<{ member: DemoStaff; person: DemoPerson }[]> {
  const added: { member: DemoStaff; person: DemoPerson }[] = [];
  for (const member of staff.filter((each) => each.organisationId === organisation)) {
    const person = await addPerson(tx, ground, organisation, member, member.roles, member.trustee ?? false);
    added.push({ member, person });
  }
  return added;
}

/** Seals the root to the head's own key, as her browser would. */
async function giveRoot(tx: Queries, { organisation, root }: DemoRoot, head: DemoPerson): Promise<void> {
  await insertRoot(tx, {
    tenant_id: organisation,
    account_id: head.id,
    public_key: root.public,
    sealed: await sealTo([head.keys.recipient], root.secret),
  });
}

async function installDesk(tx: Queries, ground: PeopleGround, desk: DemoDesk): Promise<InstalledDesk> {
  await insertDesk(tx, {
    tenant_id: desk.organisationId,
    id: desk.id,
    kind: desk.kind,
    names: desk.name,
    governorate_id: desk.governorateId,
    office_id: desk.officeId,
    police: desk.police,
    child_protection: desk.childProtection,
    works_here: desk.worksHere,
    must_pass_on: desk.mustPassOn,
    never_without_asking: NEVER_WITHOUT_ASKING,
    law_checked_on: null,
    hours: hoursOf(desk),
    rota: [],
    open: true,
    epoch: 1,
    women_epoch: desk.womensKey ? 1 : null,
    illustrative: true,
  });
  const people: DemoPerson[] = [];
  for (const member of desk.members) {
    people.push(await addPerson(tx, ground, desk.organisationId, member, ['deskWorker']));
  }
  const general = await addEpoch(tx, desk, 'general', people);
  const women = desk.womensKey
    ? await addEpoch(
        tx,
        desk,
        'women',
        people.filter((person) => person.sex === 'woman'),
      )
    : undefined;
  await admit(tx, desk, people);
  const [onDuty] = people;
  if (desk.onDuty && onDuty) {
    await setRota(
      tx,
      desk.organisationId,
      desk.id,
      ROUND_THE_CLOCK.map((hours) => ({ ...hours, accountId: onDuty.id })),
    );
  }
  return { desk, people, epochs: { general, women }, record: recordOf(desk, general, women) };
}

async function addEpoch(
  tx: Queries,
  desk: DemoDesk,
  key: EpochKey,
  members: readonly DemoPerson[],
): Promise<EpochKeys> {
  const epoch = await newEpochKeys({ deskId: desk.id, key, n: 1 });
  const name = { tenant_id: desk.organisationId, desk_id: desk.id, women: key === 'women', n: 1 };
  await insertEpoch(tx, { ...name, recipient: epoch.recipient, signing_key: epoch.signing.public, due_since: null });
  for (const member of members) {
    const wrapped = await wrapEpoch(member.keys.recipient, epoch);
    const vouched = await signAdmission(epoch.signing.secret, admissionOf(desk, member, key === 'women'));
    await insertWrap(tx, { ...name, account_id: member.id, wrapped, vouched });
  }
  await setEpoch(tx, desk.id, key === 'women', 1);
  return epoch;
}

/** Each member is admitted by the one before, a woman with the women's key by a woman; the first by herself, as when a desk is founded. */
async function admit(tx: Queries, desk: DemoDesk, people: readonly DemoPerson[]): Promise<void> {
  for (const [at, person] of people.entries()) {
    const women = desk.womensKey && person.sex === 'woman';
    const before = people.slice(0, at).filter((each) => !women || each.sex === 'woman');
    const by = before[before.length - 1] ?? person;
    await insertMember(tx, {
      tenant_id: desk.organisationId,
      desk_id: desk.id,
      account_id: person.id,
      women,
      admitted_by: by.id,
      admission: await signAdmission(by.keys.signing.secret, admissionOf(desk, person, women)),
    });
  }
}

function admissionOf(desk: DemoDesk, person: DemoPerson, women: boolean) {
  return {
    deskId: desk.id,
    accountId: person.id,
    recipient: person.keys.recipient,
    signingKey: toBase64url(person.keys.signing.public),
    women,
  };
}

function hoursOf(desk: DemoDesk) {
  return OFFICE_HOURS.map((hours) => ({ ...hours, women: desk.womensKey }));
}

/** Signs and publishes the first version of an organisation's directory. */
async function publish(
  tx: Queries,
  { organisation, root }: DemoRoot,
  here: readonly InstalledDesk[],
  day: Day,
): Promise<void> {
  const signed = await signDirectory(root.secret, {
    v: 1,
    kind: 'directory',
    organisation,
    version: 1,
    day,
    desks: await deskHashes(here.map(({ record }) => record)),
  });
  await insertDirectory(
    tx,
    organisation,
    1,
    signed,
    here.map(({ record }) => ({ deskId: record.id, record })),
  );
}

function recordOf(desk: DemoDesk, general: EpochKeys, women: EpochKeys | undefined): DeskRecord {
  const organisationKind = organisations.find((each) => each.id === desk.organisationId)?.kind ?? 'ngo';
  return {
    v: 1,
    id: desk.id,
    organisationId: desk.organisationId,
    organisationKind,
    kind: desk.kind,
    governorateId: desk.governorateId,
    name: desk.name,
    sentences: { whoWorksHere: desk.worksHere, mustPassOn: desk.mustPassOn, neverWithoutAsking: NEVER_WITHOUT_ASKING },
    // no lawyer has looked at what the demo says
    lawCheckedOn: null,
    police: desk.police,
    childProtection: desk.childProtection,
    hours: hoursOf(desk),
    rota: desk.onDuty ? ROUND_THE_CLOCK.map((hours) => ({ ...hours, women: true })) : [],
    epochs: { general: epochPublic(general), ...(women ? { women: epochPublic(women) } : {}) },
    past: [],
  };
}
