import { m } from '../../i18n/messages.ts';
import type { DeskKind, Jurisdiction, OfficeKind, OrganisationKind, ReviewState, UnitKind } from '../model.ts';

/** The words for the directory's fixed kinds. */
export const organisationKindTexts: Readonly<Record<OrganisationKind, () => string>> = {
  police: m.directory_kind_police,
  security: m.directory_kind_security,
  ministry: m.directory_kind_ministry,
  directorate: m.directory_kind_directorate,
  ngo: m.directory_kind_ngo,
  lawyers: m.directory_kind_lawyers,
  un: m.directory_kind_un,
  donor: m.directory_kind_donor,
  association: m.directory_kind_association,
  university: m.directory_kind_university,
};

export const officeKindTexts: Readonly<Record<OfficeKind, () => string>> = {
  main: m.directory_office_main,
  branch: m.directory_office_branch,
};

export const unitKindTexts: Readonly<Record<UnitKind, () => string>> = {
  tribalCoordination: m.directory_unit_tribal,
  outreach: m.directory_unit_outreach,
  womensParticipation: m.directory_unit_women,
  patrol: m.directory_unit_patrol,
  other: m.directory_unit_other,
};

export const deskKindTexts: Readonly<Record<DeskKind, () => string>> = {
  women: m.directory_desk_women,
  lawyerNgo: m.directory_desk_lawyer,
  referralCentre: m.directory_desk_centre,
  office: m.directory_desk_office,
  forumContact: m.directory_desk_forum,
};

export const jurisdictionTexts: Readonly<Record<Jurisdiction, () => string>> = {
  federal: m.directory_federal,
  kurdistan: m.directory_kurdistan,
  international: m.directory_international,
};

export const reviewTexts: Readonly<Record<ReviewState, () => string>> = {
  unverified: m.directory_review_unverified,
  published: m.directory_review_published,
  withdrawn: m.directory_review_withdrawn,
};

/** The words of a fixed kind as options of a choice. */
export function optionsOf<Value extends string>(
  texts: Readonly<Record<Value, () => string>>,
): { value: Value; text: string }[] {
  return (Object.keys(texts) as Value[]).map((value) => ({ value, text: texts[value]() }));
}
