import { z } from 'zod';

/** Fields that several contracts of the slice take. */

export const placeId = z.string().regex(/^[A-Za-z0-9-]{2,40}$/);

/** A line that somebody types: at most 300 characters, not empty. */
const line = z.string().trim().min(1).max(300);

/** A name in three languages as it is typed; Sorani may come later. */
export const namesIn = z.strictObject({ ar: line, ckb: line.nullable(), en: line });

/** A sentence or two in three languages. */
const paragraph = z.string().trim().min(1).max(2000);
export const paragraphsIn = z.strictObject({ ar: paragraph, ckb: paragraph.nullable(), en: paragraph });

const MINUTES_A_DAY = 1440;
const HOURS_MOST = 50;

const range = {
  weekday: z.int().min(0).max(6),
  from: z
    .int()
    .min(0)
    .max(MINUTES_A_DAY - 1),
  to: z.int().min(1).max(MINUTES_A_DAY),
};
const inOrder = (hours: { from: number; to: number }) => hours.to > hours.from;

export const openHours = z.array(z.object(range).refine(inOrder)).max(HOURS_MOST);
export const deskHours = z.array(z.object({ ...range, women: z.boolean() }).refine(inOrder)).max(HOURS_MOST);
export { inOrder, range };
