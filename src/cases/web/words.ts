import { m } from '../../i18n/messages.ts';
import type { gbvTypes, perpetrators, residences, services, sexes } from '../model.ts';

type Texts<List extends readonly string[]> = Readonly<Record<List[number], () => string>>;

export const gbvTexts: Texts<typeof gbvTypes> = {
  rape: m.cases_gbv_rape,
  sexualAssault: m.cases_gbv_sexual_assault,
  physicalAssault: m.cases_gbv_physical_assault,
  forcedMarriage: m.cases_gbv_forced_marriage,
  denialOfResources: m.cases_gbv_denial,
  psychologicalEmotionalAbuse: m.cases_gbv_psychological,
  nonGbv: m.cases_gbv_none,
};

export const sexTexts: Texts<typeof sexes> = { woman: m.cases_sex_woman, man: m.cases_sex_man };

export const residenceTexts: Texts<typeof residences> = {
  resident: m.cases_residence_resident,
  displaced: m.cases_residence_displaced,
  returnee: m.cases_residence_returnee,
  refugee: m.cases_residence_refugee,
};

export const perpetratorTexts: Texts<typeof perpetrators> = {
  known: m.cases_perpetrator_known,
  unknown: m.cases_perpetrator_unknown,
  relative: m.cases_perpetrator_relative,
};

export const serviceTexts: Texts<typeof services> = {
  takedown: m.cases_service_takedown,
  accountSecuring: m.cases_service_account,
  evidenceAdvice: m.cases_service_evidence,
  psychosocial: m.cases_service_psychosocial,
  legal: m.cases_service_legal,
  complaint: m.cases_service_complaint,
  judge: m.cases_service_judge,
  health: m.cases_service_health,
  shelter: m.cases_service_shelter,
  minorsProtection: m.cases_service_minors,
  rehabilitation: m.cases_service_rehabilitation,
  aftercare: m.cases_service_aftercare,
};
