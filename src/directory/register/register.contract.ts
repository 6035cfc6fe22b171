import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { done, id, names } from '../../base/shapes.ts';
import { officeKinds, organisationKinds, unitKinds } from '../model.ts';
import { namesIn, openHours, placeId } from './field.contract.ts';

const organisation = z.object({
  id,
  kind: z.enum(organisationKinds),
  names,
  parentId: id.nullable(),
  governorateId: z.string().nullable(),
  platform: z.boolean(),
  source: names.nullable(),
  illustrative: z.boolean(),
});

export const listOrganisations = endpoint({
  method: 'GET',
  path: '/api/organisations',
  door: 'staff',
  summary: 'Every organisation of the register, one line each.',
  output: z.object({ organisations: z.array(organisation) }),
});

export const putOrganisation = endpoint({
  method: 'PUT',
  path: '/api/organisations/:organisationId',
  door: 'staff',
  summary:
    "Adds an organisation (the platform's administrators) or changes its record (its own as well). Its kind stays.",
  params: z.object({ organisationId: id }),
  body: z.strictObject({
    kind: z.enum(organisationKinds),
    names: namesIn,
    parentId: id.nullable(),
    governorateId: placeId.nullable(),
    source: namesIn.nullable(),
  }),
  output: done,
});

const unit = z.object({ id, officeId: id, kind: z.enum(unitKinds), names, closed: z.boolean() });
const office = z.object({
  id,
  kind: z.enum(officeKinds),
  names,
  governorateId: z.string(),
  districtId: z.string().nullable(),
  address: names.nullable(),
  hours: openHours,
  womenHours: openHours,
  referralCentre: z.boolean(),
  closed: z.boolean(),
  source: names.nullable(),
  illustrative: z.boolean(),
});

export const listOffices = endpoint({
  method: 'GET',
  path: '/api/offices',
  door: 'staff',
  summary: 'The offices and units of the own organisation.',
  output: z.object({ offices: z.array(office), units: z.array(unit) }),
});

export const putOffice = endpoint({
  method: 'PUT',
  path: '/api/offices/:officeId',
  door: 'staff',
  summary: 'Adds or changes an office of the own organisation.',
  params: z.object({ officeId: id }),
  body: z.strictObject({
    kind: z.enum(officeKinds),
    names: namesIn,
    governorateId: placeId,
    districtId: placeId.nullable(),
    address: namesIn.nullable(),
    hours: openHours,
    womenHours: openHours,
    referralCentre: z.boolean(),
    closed: z.boolean(),
    source: namesIn.nullable(),
  }),
  output: done,
});

export const putUnit = endpoint({
  method: 'PUT',
  path: '/api/offices/:officeId/units/:unitId',
  door: 'staff',
  summary: 'Adds or changes a unit of an office.',
  params: z.object({ officeId: id, unitId: id }),
  body: z.strictObject({ kind: z.enum(unitKinds), names: namesIn, closed: z.boolean() }),
  output: done,
});

const byGovernorate = z.object({ governorate: placeId.optional() });

export const listPublicOffices = endpoint({
  method: 'GET',
  path: '/api/public/offices',
  door: 'public',
  summary: 'Offices that people can walk into, of one governorate or of all.',
  query: byGovernorate,
  output: z.object({ offices: z.array(office.omit({ closed: true }).extend({ organisation: names })) }),
});
