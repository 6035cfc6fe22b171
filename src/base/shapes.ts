import { z } from 'zod';
import { isUuid } from './ids.ts';

/** Shapes that the contracts of several slices share. */

export const id = z.string().refine(isUuid).meta({ format: 'uuid' });

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Bytes in base64url without padding, at most `max` bytes. */
export function bytesAsText(max: number) {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .max(Math.ceil((max * 4) / 3));
}

/** An age X25519 recipient (`age1…`, bech32). */
export const recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

/** A name in three languages; Sorani may still be missing. */
export const names = z.object({ ar: z.string(), ckb: z.string().nullable(), en: z.string() });
export type Names = z.output<typeof names>;

/** An answer that only says that it is done. */
export const done = z.object({ done: z.literal(true) });

/** The answer itself. */
export const DONE = { done: true } as const;
