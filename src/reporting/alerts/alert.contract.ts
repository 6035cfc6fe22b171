import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { id } from '../../base/shapes.ts';

const count = z.int().nonnegative();

export const listAlerts = endpoint({
  method: 'GET',
  path: '/api/alerts',
  door: 'staff',
  summary:
    'How many urgent reports wait unanswered at the desks of hers, by how long, as far as she is to be told by now. Counts alone.',
  output: z.object({ desks: z.array(z.object({ deskId: id, fresh: count, quarter: count, hour: count })) }),
});
