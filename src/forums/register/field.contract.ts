import { z } from 'zod';

/** Fields that the contracts of the register take. */

export const placeId = z.string().regex(/^[A-Za-z0-9-]{2,40}$/);

/** A line that somebody types: at most 300 characters, not empty. */
const line = z.string().trim().min(1).max(300);

/** A name in three languages as it is typed; Sorani may come later. */
export const namesIn = z.strictObject({ ar: line, ckb: line.nullable(), en: line });
