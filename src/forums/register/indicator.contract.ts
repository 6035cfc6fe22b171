import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, id, names } from '../../base/shapes.ts';
import { placeId } from './field.contract.ts';
import { indicatorCounts } from './indicator.model.ts';

// One integer for each name of the list.
const counts = z.object(
  Object.fromEntries(indicatorCounts.map((name) => [name, z.int()])) as Record<
    (typeof indicatorCounts)[number],
    z.ZodInt
  >,
);
const counted = z.object({ id: z.string(), names, counts });

export const readIndicators = endpoint({
  method: 'GET',
  path: '/api/forums/indicators',
  door: 'staff',
  summary:
    'What is counted of all forums in a year or a month, for the country and each governorate, and for the forums of one; no person.',
  query: z.object({
    period: z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/),
    governorate: placeId.optional(),
    /** The last id of the page of forums before. */
    after: id.optional(),
  }),
  output: z.object({
    from: day,
    /** The last day that counts. */
    to: day,
    country: counts,
    governorates: z.array(counted),
    forums: z.array(counted),
    more: z.boolean(),
  }),
});
