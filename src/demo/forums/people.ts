import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import { addSeat, saveMember, saveSubcommittee, saveVolunteer } from '../../forums/index.ts';
import type { MemberCategory, SeatRole, Sex } from '../../forums/model.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_POLICE, MINISTRY } from '../organisations.ts';
import { MAQIL } from './register.ts';

const id = (n: number): Id => `23000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Whose seat it is, by her login (`staff.ts`). */
const seats: readonly (readonly [login: string, role: SeatRole])[] = [
  ['maqil.secretary', 'secretary'],
  ['maqil.chair', 'chair'],
  ['maqil.member', 'member'],
  ['maqil.volunteer', 'volunteer'],
];

/** Members of the Al-Ma’qil forum: illustrative, without names. A woman chairs it (fact F4). */
const members: readonly (readonly [category: MemberCategory, sex: Sex, youth: boolean])[] = [
  ['womenLeader', 'woman', false],
  ['lawyer', 'woman', false],
  ['lawyer', 'man', false],
  ['socialWorker', 'woman', false],
  ['teacher', 'woman', false],
  ['teacher', 'man', false],
  ['tribalLeader', 'man', false],
  ['religiousFigure', 'man', false],
  ['youth', 'woman', true],
  ['youth', 'man', true],
  ['climateDisplaced', 'woman', false],
  ['climateDisplaced', 'man', false],
  ['civilSociety', 'woman', true],
  ['localAuthority', 'man', false],
  ['communityPolice', 'woman', false],
  ['communityPolice', 'man', false],
];

const subcommittees: readonly {
  readonly tenant: Id;
  readonly forum: Id | null;
  readonly governorate: string | null;
  readonly names: Names;
}[] = [
  {
    tenant: BASRA_POLICE,
    forum: MAQIL,
    governorate: null,
    names: {
      ar: 'لجنة المدارس (مثال توضيحي)',
      ckb: 'لیژنەی قوتابخانەکان (نموونە)',
      en: 'Committee for schools (illustrative)',
    },
  },
  {
    tenant: MINISTRY,
    forum: null,
    governorate: 'IQG01',
    names: {
      ar: 'اللجنة الفرعية للوقاية من التطرف العنيف، الأنبار',
      ckb: 'لیژنەی لاوەکیی خۆپاراستن لە توندڕەویی توندوتیژ، ئەنبار',
      en: 'Sub-committee for preventing violent extremism, Anbar',
    },
  },
];

/** Puts in who belongs to the demo's forums: seats of people with an account, members and volunteers as counts. */
export async function installForumPeople(
  tx: Queries,
  organisation: Id,
  people: ReadonlyMap<string, Id>,
  today: Day,
): Promise<void> {
  for (const [at, { tenant, forum, governorate, names }] of subcommittees.entries()) {
    if (tenant !== organisation) continue;
    const topic = forum === null ? 'violentExtremism' : 'schools';
    const where = { forum_id: forum, governorate_id: governorate, topic, names } as const;
    await saveSubcommittee(tx, {
      tenant_id: tenant,
      id: id(900 + at),
      ...where,
      women: 3,
      men: 2,
      founded_on: null,
      closed_on: null,
    });
  }
  if (organisation !== BASRA_POLICE) return;
  for (const [login, role] of seats) {
    const accountId = people.get(login);
    if (accountId) await addSeat(tx, { tenant_id: organisation, forum_id: MAQIL, account_id: accountId, role });
  }
  const own = { tenant_id: organisation, forum_id: MAQIL, name: null, named_on: null, left_on: null };
  const joinedOn = `${Number(today.slice(0, 4)) - 1}-01-15`;
  for (const [at, [category, sex, youth]] of members.entries()) {
    await saveMember(tx, { ...own, id: id(at + 1), category, sex, youth, chair: at === 0, joined_on: joinedOn });
  }
  for (let at = 0; at < 6; at++) {
    await saveVolunteer(tx, {
      ...own,
      id: id(500 + at),
      sex: at % 3 === 2 ? 'man' : 'woman',
      youth: at % 2 === 0,
      skills: at % 2 === 0 ? ['awareness', 'media'] : ['organising'],
      availability: ['evening'],
      code_signed_on: joinedOn,
      joined_on: joinedOn,
    });
  }
}
