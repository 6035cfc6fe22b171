import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { namesIn, paragraphsIn } from '../register/field.contract.ts';
import { jurisdictions, reviewStates } from '../model.ts';

const number = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ]{1,19}$/);
const position = z.int().min(0).max(1000);
const review = z.enum(reviewStates);
const law = z.enum(['federal', 'kurdistan']);

export const listHotlineEntries = endpoint({
  method: 'GET',
  path: '/api/hotlines',
  door: 'staff',
  summary:
    'The hotlines with source, review state and last check, for administrators; unpublished ones for their editors.',
  output: z.object({
    /** Whether the reader may change them. */
    mayEdit: z.boolean(),
    hotlines: z.array(
      z.object({
        id,
        number: z.string(),
        names,
        note: names.nullable(),
        jurisdiction: z.enum(jurisdictions),
        position: z.int(),
        source: names,
        review,
        verifiedOn: day.nullable(),
        fresh: z.boolean(),
      }),
    ),
  }),
});

export const putHotline = endpoint({
  method: 'PUT',
  path: '/api/hotlines/:hotlineId',
  door: 'staff',
  summary: 'Adds or changes a hotline. Another number counts as never verified.',
  params: z.object({ hotlineId: id }),
  body: z.strictObject({
    number,
    names: namesIn,
    note: namesIn.nullable(),
    jurisdiction: z.enum(jurisdictions),
    position,
    source: namesIn,
    review,
  }),
  output: done,
});

export const verifyHotline = endpoint({
  method: 'POST',
  path: '/api/hotlines/:hotlineId/verify',
  door: 'staff',
  summary: 'Says that somebody has called the number today and it is right.',
  params: z.object({ hotlineId: id }),
  output: z.object({ verifiedOn: day }),
});

export const unverifyHotline = endpoint({
  method: 'DELETE',
  path: '/api/hotlines/:hotlineId/verify',
  door: 'staff',
  summary: "Takes back today's check, said by mistake: the one before stands again.",
  params: z.object({ hotlineId: id }),
  output: done,
});

const provision = z.object({
  id,
  law: names,
  article: z.string(),
  text: names,
  jurisdiction: law,
  position: z.int(),
  source: names,
  review,
  verifiedOn: day.nullable(),
});

export const listProvisionEntries = endpoint({
  method: 'GET',
  path: '/api/provisions',
  door: 'staff',
  summary:
    'The legal provisions with source, review state and last check, for administrators; unpublished ones for their editors.',
  output: z.object({ mayEdit: z.boolean(), provisions: z.array(provision) }),
});

export const putProvision = endpoint({
  method: 'PUT',
  path: '/api/provisions/:provisionId',
  door: 'staff',
  summary: 'Adds or changes a legal provision. Another text counts as never verified.',
  params: z.object({ provisionId: id }),
  body: z.strictObject({
    law: namesIn,
    /** Empty: the law as a whole. */
    article: z.string().trim().max(300),
    text: paragraphsIn,
    jurisdiction: law,
    position,
    source: namesIn,
    review,
  }),
  output: done,
});

export const verifyProvision = endpoint({
  method: 'POST',
  path: '/api/provisions/:provisionId/verify',
  door: 'staff',
  summary: 'Says that a lawyer has read the provision today and it is right.',
  params: z.object({ provisionId: id }),
  output: z.object({ verifiedOn: day }),
});

export const unverifyProvision = endpoint({
  method: 'DELETE',
  path: '/api/provisions/:provisionId/verify',
  door: 'staff',
  summary: "Takes back today's check, said by mistake: the one before stands again.",
  params: z.object({ provisionId: id }),
  output: done,
});

export const listPublicProvisions = endpoint({
  method: 'GET',
  path: '/api/public/provisions',
  door: 'public',
  summary: 'The published legal provisions, in the order of each jurisdiction.',
  output: z.object({ provisions: z.array(provision.omit({ review: true })) }),
});
