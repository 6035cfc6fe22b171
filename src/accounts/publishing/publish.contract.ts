import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, done, id } from '../../base/shapes.ts';

const SIGNED_MOST = 65_536;
const sealedRoot = bytesAsText(2048);

export const getRoot = endpoint({
  method: 'GET',
  path: '/api/organisation/root',
  door: 'staff',
  summary: "The organisation's root, for its heads: its public key, who keeps it, and the own sealed copy.",
  output: z.object({
    publicKey: bytesAsText(32).nullable(),
    sealed: sealedRoot.nullable(),
    /** Whether the reader may make one: nobody active keeps one. */
    mayMake: z.boolean(),
    holders: z.array(z.object({ accountId: id, name: z.string(), active: z.boolean() })),
    /** Other heads to whom a holder may give it. */
    heads: z.array(z.object({ accountId: id, name: z.string(), recipient: z.string(), signingKey: bytesAsText(32) })),
  }),
});

export const makeRoot = endpoint({
  method: 'POST',
  path: '/api/organisation/root',
  door: 'staff',
  summary: "Keeps the root that a head's browser made, sealed to herself.",
  body: z.strictObject({ publicKey: bytesAsText(32), sealed: sealedRoot, proof: bytesAsText(64) }),
  output: done,
});

export const shareRoot = endpoint({
  method: 'POST',
  path: '/api/organisation/root/holders',
  door: 'staff',
  summary: 'A holder gives the root, sealed, to another head whose six words she compared.',
  body: z.strictObject({ accountId: id, sealed: sealedRoot }),
  output: done,
});

export const getKeyDirectory = endpoint({
  method: 'GET',
  path: '/api/organisation/directory',
  door: 'staff',
  summary: 'The last signed directory with its records, and the records as they ought to be signed now.',
  output: z.object({
    version: z.int().nonnegative(),
    signed: bytesAsText(SIGNED_MOST).nullable(),
    records: z.array(z.unknown()),
    pending: z.array(z.unknown()),
    /** Desks that cannot be signed for, because they have no key yet. */
    withoutKey: z.array(id),
  }),
});

export const publishKeyDirectory = endpoint({
  method: 'POST',
  path: '/api/organisation/directory',
  door: 'staff',
  summary: 'Publishes the next version, signed by the root in the head’s browser; the keys it names come into force.',
  bodyLimit: 1024 * 1024,
  body: z.strictObject({ signed: bytesAsText(SIGNED_MOST), records: z.array(z.unknown()).max(500) }),
  output: z.object({ version: z.int().positive() }),
});
