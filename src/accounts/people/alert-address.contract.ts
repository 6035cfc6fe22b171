import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { done } from '../../base/shapes.ts';

/** As column `account.alert_email` holds it. */
const LONGEST = 254;

const email = z.email().max(LONGEST).nullable();

export const getAlertAddress = endpoint({
  method: 'GET',
  path: '/api/me/alert-address',
  door: 'staff',
  summary:
    'Where one gets a mail, without content, when something urgent waits; and whether this installation sends any.',
  output: z.object({ email: z.string().nullable(), sends: z.boolean() }),
});

export const putAlertAddress = endpoint({
  method: 'PUT',
  path: '/api/me/alert-address',
  door: 'staff',
  summary: 'Gives, changes or takes back the own address for alerts. Nobody else sees it.',
  body: z.strictObject({ email }),
  output: done,
});
