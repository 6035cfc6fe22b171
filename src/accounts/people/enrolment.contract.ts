import { z } from 'zod';
import { roles } from '../../base/actor.ts';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, done, id, names, recipient } from '../../base/shapes.ts';
import { sexes } from '../model.ts';

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const readInvitation = endpoint({
  method: 'POST',
  path: '/api/enrolment/read',
  door: 'public',
  summary: 'Whom an invitation is for and what her password will cost; unknown and expired links look alike.',
  body: z.strictObject({ token }),
  output: z.object({
    accountId: id,
    login: z.string(),
    name: z.string(),
    sex: z.enum(sexes),
    roles: z.array(z.enum(roles)),
    organisation: names,
    cost: z.object({ memoryKiB: z.int().positive(), passes: z.int().positive() }),
  }),
});

export const enrol = endpoint({
  method: 'POST',
  path: '/api/enrolment',
  door: 'public',
  summary:
    'Takes the public keys, the sealed envelope and the second factor that the browser made; the link is used up.',
  body: z.strictObject({
    token,
    salt: bytesAsText(16),
    authKey: bytesAsText(32),
    recipient,
    signingKey: bytesAsText(32),
    envelope: bytesAsText(2048),
    totpSecret: bytesAsText(32),
    code: z.string().max(12),
  }),
  output: done,
});
