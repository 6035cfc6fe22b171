import { z } from 'zod';
import { roles } from '../base/actor.ts';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, done, id, names } from '../base/shapes.ts';
import { deskKinds } from '../directory/model.ts';
import { DEVICE_KEY_BYTES } from './sessions/proof.model.ts';

const login = z.string().trim().toLowerCase().min(1).max(80);
const cost = z.object({ memoryKiB: z.int().positive(), passes: z.int().positive() });

export const startSignIn = endpoint({
  method: 'POST',
  path: '/api/sign-in/start',
  door: 'public',
  summary: 'The salt and cost under which a password becomes the authentication key; unknown logins look alike.',
  body: z.strictObject({ login }),
  output: z.object({ salt: bytesAsText(16), cost }),
});

export const signIn = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  door: 'public',
  summary: 'Opens a session after both factors, bound to a key of this browser; the password itself never leaves it.',
  body: z.strictObject({
    login,
    authKey: bytesAsText(32),
    code: z.string().max(12),
    device: z.string().max(120),
    deviceKey: bytesAsText(DEVICE_KEY_BYTES),
  }),
  output: done,
});

/** An epoch's public parts and what this member needs to unwrap its private ones. */
const seatEpoch = z.object({
  women: z.boolean(),
  n: z.int().positive(),
  recipient: z.string(),
  signingKey: bytesAsText(32),
  ended: z.boolean(),
  wrapped: bytesAsText(2048),
});

export const getMe = endpoint({
  method: 'GET',
  path: '/api/me',
  door: 'staff',
  summary: 'Who is signed in, her sealed key envelope, and the wrapped keys of her desks.',
  output: z.object({
    id,
    tenantId: id,
    /** Whether her organisation runs this installation. */
    platform: z.boolean(),
    login: z.string(),
    name: z.string(),
    sex: z.enum(['woman', 'man']),
    roles: z.array(z.enum(roles)),
    salt: bytesAsText(16),
    cost,
    recipient: z.string(),
    signingKey: bytesAsText(32),
    envelope: bytesAsText(4096),
    desks: z.array(
      z.object({
        deskId: id,
        kind: z.enum(deskKinds),
        names,
        police: z.boolean(),
        women: z.boolean(),
        members: z.int().nonnegative(),
        womenHolders: z.int().nonnegative().nullable(),
        epochs: z.array(seatEpoch),
      }),
    ),
  }),
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  door: 'staff',
  summary: 'Ends this session.',
  output: done,
});
