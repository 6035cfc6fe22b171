import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { deskHours, inOrder, namesIn, paragraphsIn, placeId, range } from './field.contract.ts';
import { deskKinds } from '../model.ts';

const duty = z.array(z.object({ ...range, accountId: id }).refine(inOrder));

const desk = z.object({
  id,
  kind: z.enum(deskKinds),
  names,
  governorateId: z.string(),
  officeId: id.nullable(),
  police: z.boolean(),
  childProtection: z.boolean(),
  worksHere: names,
  mustPassOn: names,
  neverWithoutAsking: names,
  lawCheckedOn: day.nullable(),
  hours: deskHours,
  rota: duty,
  open: z.boolean(),
  epoch: z.int().nullable(),
  womenEpoch: z.int().nullable(),
  illustrative: z.boolean(),
});

export const listOwnDesks = endpoint({
  method: 'GET',
  path: '/api/desks',
  door: 'staff',
  summary: 'The desks of the own organisation, as it keeps them.',
  output: z.object({ desks: z.array(desk) }),
});

export const putDesk = endpoint({
  method: 'PUT',
  path: '/api/desks/:deskId',
  door: 'staff',
  summary:
    'Adds or changes a desk. Its police mark follows from its organisation; reporters see it once it is signed again.',
  params: z.object({ deskId: id }),
  body: z.strictObject({
    kind: z.enum(deskKinds),
    names: namesIn,
    governorateId: placeId,
    officeId: id.nullable(),
    childProtection: z.boolean(),
    worksHere: paragraphsIn,
    mustPassOn: paragraphsIn,
    neverWithoutAsking: paragraphsIn,
    lawCheckedOn: day.nullable(),
    hours: deskHours,
  }),
  output: done,
});

export const setDeskOpen = endpoint({
  method: 'POST',
  path: '/api/desks/:deskId/open',
  door: 'staff',
  summary: 'Lets reporters choose a desk, or stops it. A desk without a published key cannot be opened.',
  params: z.object({ deskId: id }),
  body: z.strictObject({ open: z.boolean() }),
  output: done,
});
