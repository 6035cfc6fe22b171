import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, id } from '../../base/shapes.ts';

const MAX_SEALED = 2048;
/** So many reports travel at once: about a second of work on an office's computer. */
export const ROTATION_BATCH = 100;

const number = z.int().positive().max(1_000_000);
const atDesk = z.object({ deskId: id });

export const listKeyFiles = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/key-files',
  door: 'staff',
  summary: 'Key files still sealed to a key that a newer one has replaced, by pages; without the reports themselves.',
  params: atDesk,
  query: z.object({
    women: z.enum(['true', 'false']).transform((word) => word === 'true'),
    epoch: z.coerce.number().int().positive().max(1_000_000),
    cursor: id.optional(),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        reportId: id,
        keyFile: bytesAsText(MAX_SEALED),
        entry: bytesAsText(MAX_SEALED).nullable(),
        summary: bytesAsText(MAX_SEALED).nullable(),
      }),
    ),
    /** How many there are in all, this page included. */
    left: z.int(),
    cursor: id.nullable(),
  }),
});

export const putKeyFiles = endpoint({
  method: 'PUT',
  path: '/api/desks/:deskId/key-files',
  door: 'staff',
  summary:
    'Puts rewritten key files and list entries in the place of the old ones. A report that moved meanwhile is left alone.',
  params: atDesk,
  bodyLimit: 1024 * 1024,
  body: z.strictObject({
    women: z.boolean(),
    from: number,
    to: number,
    items: z
      .array(
        z.strictObject({
          reportId: id,
          /** Null: it did not open; it stays as it is and is shown as unreadable. */
          keyFile: bytesAsText(MAX_SEALED).nullable(),
          /** Null: neither entry nor summary could be read. */
          entry: bytesAsText(MAX_SEALED).nullable(),
        }),
      )
      .min(1)
      .max(ROTATION_BATCH),
  }),
  output: z.object({ moved: z.int() }),
});
