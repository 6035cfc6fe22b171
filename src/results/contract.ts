import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { day, id, names } from '../base/shapes.ts';
import { citedForms } from './model.ts';

/** A printed number; null: fewer than 5 or withheld. */
const printed = z.int().nonnegative().nullable();

const citedFigure = z.object({
  id,
  value: z.int(),
  upto: z.int().nullable(),
  form: z.enum(citedForms),
  from: day,
  until: day,
  period: names.nullable(),
  what: names,
  place: names,
  source: names,
});

/** An end of an interval or a ratio; null: without an upper end. */
const bound = z.number().nullable();

export const getStatistics = endpoint({
  method: 'GET',
  path: '/api/public/statistics',
  door: 'public',
  summary: 'Reports received by half-year and governorate, as released, and cited figures of others apart from them.',
  output: z.object({
    measure: z.literal('reports received'),
    threshold: z.int(),
    places: z.array(z.object({ id: z.string(), names })),
    releases: z.array(
      z.object({
        halfYear: z.string(),
        releasedOn: day,
        illustrative: z.boolean(),
        total: printed,
        governorates: z.array(z.object({ id: z.string(), count: printed })),
      }),
    ),
    citedFigures: z.array(citedFigure),
    comparisons: z.array(
      z.object({
        beforeId: id,
        afterId: id,
        between: names,
        ratio: bound,
        low: z.number(),
        high: bound,
        p: z.number(),
      }),
    ),
  }),
});
