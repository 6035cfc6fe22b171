import type { Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';
import type { DemoMember } from './desks.ts';
import { BASRA_POLICE, LAWYERS, MINISTRY, NINEVEH_FORUM, NINEVEH_POLICE, WOMENS_CENTRE } from './organisations.ts';

/** Somebody of the demo who has no seat at a desk: a role, never a real person. */
export interface DemoStaff extends DemoMember {
  readonly organisationId: Id;
  readonly roles: readonly Role[];
  /** Keeps the organisation's root. */
  readonly head?: true;
  /** May hold a share of a desk's recovery. */
  readonly trustee?: true;
}

const administrator: readonly Role[] = ['administrator'];

/** Administrators (they hold no key), people of a forum and of an office, heads (they hold the root), and seven trustees, five of them outside the police. */
export const staff: readonly DemoStaff[] = [
  {
    organisationId: MINISTRY,
    login: 'platform.admin',
    name: 'مدير المنظومة',
    sex: 'woman',
    roles: administrator,
  },
  {
    organisationId: BASRA_POLICE,
    login: 'basra.head',
    name: 'مديرة الشرطة المجتمعية، البصرة',
    sex: 'woman',
    roles: ['governorateDirector'],
    head: true,
    trustee: true,
  },
  {
    organisationId: BASRA_POLICE,
    login: 'maqil.secretary',
    name: 'مقرّرة منتدى المعقل',
    sex: 'woman',
    roles: ['forumSecretary'],
  },
  {
    organisationId: BASRA_POLICE,
    login: 'maqil.chair',
    name: 'رئيسة منتدى المعقل',
    sex: 'woman',
    roles: ['forumChair'],
  },
  {
    organisationId: BASRA_POLICE,
    login: 'maqil.member',
    name: 'عضوة منتدى المعقل',
    sex: 'woman',
    roles: ['forumMember'],
  },
  {
    organisationId: BASRA_POLICE,
    login: 'maqil.volunteer',
    name: 'متطوع في منتدى المعقل',
    sex: 'man',
    roles: ['volunteer'],
  },
  {
    organisationId: BASRA_POLICE,
    login: 'basra.office',
    name: 'مدير المكتب الرئيسي، البصرة',
    sex: 'man',
    roles: ['officeManager'],
  },
  {
    organisationId: BASRA_POLICE,
    login: 'basra.officer',
    name: 'ضابطة شرطة مجتمعية، البصرة',
    sex: 'woman',
    roles: ['communityPoliceOfficer'],
  },
  { organisationId: BASRA_POLICE, login: 'basra.admin', name: 'إدارة، البصرة', sex: 'man', roles: administrator },
  {
    organisationId: NINEVEH_POLICE,
    login: 'nineveh.head',
    name: 'مدير الشرطة المجتمعية، نينوى',
    sex: 'man',
    roles: ['governorateDirector'],
    head: true,
    trustee: true,
  },
  { organisationId: NINEVEH_POLICE, login: 'nineveh.admin', name: 'إدارة، نينوى', sex: 'man', roles: administrator },
  {
    organisationId: NINEVEH_FORUM,
    login: 'forum.head',
    name: 'رئيسة المنتدى، سهل نينوى',
    sex: 'woman',
    roles: ['forumChair'],
    head: true,
  },
  { organisationId: NINEVEH_FORUM, login: 'forum.admin', name: 'إدارة، سهل نينوى', sex: 'woman', roles: administrator },
  {
    organisationId: LAWYERS,
    login: 'lawyers.head',
    name: 'رئيسة المنظمة، بغداد',
    sex: 'woman',
    roles: ['officeManager'],
    head: true,
    trustee: true,
  },
  { organisationId: LAWYERS, login: 'lawyers.admin', name: 'إدارة، بغداد', sex: 'woman', roles: administrator },
  {
    organisationId: WOMENS_CENTRE,
    login: 'erbil.head',
    name: 'بەڕێوەبەری ناوەندەکە، هەولێر',
    sex: 'woman',
    roles: ['officeManager'],
    head: true,
    trustee: true,
  },
  { organisationId: WOMENS_CENTRE, login: 'erbil.admin', name: 'کارگێڕی، هەولێر', sex: 'woman', roles: administrator },
  {
    organisationId: WOMENS_CENTRE,
    login: 'erbil.trustee',
    name: 'پارێزەری بەش، هەولێر',
    sex: 'woman',
    roles: ['officeManager'],
    trustee: true,
  },
  {
    organisationId: WOMENS_CENTRE,
    login: 'erbil.trustee.2',
    name: 'پارێزەری بەش ٢، هەولێر',
    sex: 'woman',
    roles: ['officeManager'],
    trustee: true,
  },
  {
    organisationId: LAWYERS,
    login: 'lawyers.trustee',
    name: 'أمينة حصة الاسترداد، بغداد',
    sex: 'woman',
    roles: ['officeManager'],
    trustee: true,
  },
];
