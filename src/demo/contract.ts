import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, id } from '../base/shapes.ts';

const roots = z.array(z.object({ organisation: id, publicKey: bytesAsText(32), minVersion: z.int() }));

export const getDemo = endpoint({
  method: 'GET',
  path: '/api/demo',
  door: 'public',
  summary: 'Only in demo mode: the illustrative accounts and root keys.',
  output: z.object({
    accounts: z.array(
      z.object({
        login: z.string(),
        name: z.string(),
        password: z.string(),
        accountCode: z.string(),
        totp: z.string(),
      }),
    ),
    roots,
  }),
});

export const getDemoRoots = endpoint({
  method: 'GET',
  path: '/api/demo/roots',
  door: 'public',
  summary: 'Only in demo mode: the illustrative root keys alone, for the reporter on a slow line.',
  output: z.object({ roots }),
});
