import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, day, done, id } from '../base/shapes.ts';
import * as words from './model.ts';

const MAX_WRAP = 1024;
const MAX_NOTE = 20 * 1024;
const MAX_STUB = 2048;
const BATCH_MOST = 500;

const onReport = z.object({ reportId: id });
const atDesk = z.object({ deskId: id });
const halfYear = z.string().regex(/^\d{4}-H[12]$/);
const number = z.int().positive().max(1_000_000);
const wrap = { id, epoch: number, wrapped: bytesAsText(MAX_WRAP) };

export const getCase = endpoint({
  method: 'GET',
  path: '/api/reports/:reportId/case',
  door: 'staff',
  summary: 'The sealed case key and internal notes of a report, and whether its statistics are settled.',
  params: onReport,
  output: z.object({
    key: z.object(wrap).nullable(),
    notes: z.array(z.object({ id, authorId: id, day, body: bytesAsText(MAX_NOTE) })),
    counted: z.boolean(),
    /** Her stub is sealed and has not left the desk yet. */
    pending: z.boolean(),
  }),
});

export const putCaseKey = endpoint({
  method: 'PUT',
  path: '/api/reports/:reportId/case-key',
  door: 'staff',
  summary: 'Stores the case key that a member made; where one is there already, that one is given back.',
  params: onReport,
  body: z.strictObject(wrap),
  output: z.object({ key: z.object(wrap) }),
});

export const addNote = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/notes',
  door: 'staff',
  summary: 'Adds an internal note, sealed under the case key.',
  params: onReport,
  body: z.strictObject({ id, caseId: id, body: bytesAsText(MAX_NOTE) }),
  output: done,
});

export const settleStatistics = endpoint({
  method: 'PUT',
  path: '/api/reports/:reportId/statistics',
  door: 'staff',
  summary:
    'With her consent the sealed stub of a closed report; without it (null) only that there is none, also in place of a stub that has not left yet. Once.',
  params: onReport,
  body: z.strictObject({ stub: bytesAsText(MAX_STUB).nullable() }),
  output: done,
});

export const listPendingStubs = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/pending-stubs',
  door: 'staff',
  summary:
    'The sealed stubs that may leave the desk now: at least five of a half-year, or the rest of one that ended; weekly.',
  params: atDesk,
  output: z.object({
    batches: z.array(
      z.object({
        women: z.boolean(),
        halfYear,
        stubs: z.array(z.object({ reportId: id, key: z.object(wrap), body: bytesAsText(MAX_STUB) })),
      }),
    ),
  }),
});

const stub = z.strictObject({
  governorate: z.string().regex(/^[A-Za-z0-9-]{2,40}$/),
  eExtortionFacet: z.enum(words.facets).optional(),
  gbvType: z.enum(words.gbvTypes).optional(),
  ageBand: z.enum(words.ageBands).optional(),
  sex: z.enum(words.sexes).optional(),
  residenceStatus: z.enum(words.residences).optional(),
  channel: z.enum(words.channels).optional(),
  delayBand: z.enum(words.delayBands).optional(),
  perpetratorKind: z.enum(words.perpetrators).optional(),
  servicesOffered: z.array(z.enum(words.services)).max(words.services.length),
  referralOutcome: z.array(z.enum(words.referralOutcomes)).max(words.referralOutcomes.length),
  closureReason: z.enum(words.closures).optional(),
  daysOpenBand: z.enum(words.daysOpenBands).optional(),
  satisfaction: z.int().min(1).max(4).optional(),
  womanWorkerAsked: z.boolean().optional(),
  womanWorkerGiven: z.boolean().optional(),
});

export const sendStubs = endpoint({
  method: 'POST',
  path: '/api/stubs',
  door: 'staff',
  summary:
    "A desk's batch of stubs, shuffled and without ids; they take the place of all that waited of this half-year.",
  bodyLimit: 512 * 1024,
  body: z.strictObject({ deskId: id, women: z.boolean(), halfYear, stubs: z.array(stub).min(1).max(BATCH_MOST) }),
  output: done,
});

export const listCaseKeys = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/case-keys',
  door: 'staff',
  summary: 'Case keys still wrapped to a key of the desk that a newer one has replaced.',
  params: atDesk,
  query: z.object({
    women: z.enum(['true', 'false']).transform((word) => word === 'true'),
    epoch: z.coerce.number().int().positive().max(1_000_000),
  }),
  output: z.object({ keys: z.array(z.object(wrap)), left: z.int() }),
});

export const putCaseKeys = endpoint({
  method: 'PUT',
  path: '/api/desks/:deskId/case-keys',
  door: 'staff',
  summary:
    'Puts case keys wrapped to the key in force in the place of the old ones; null: it did not open and is destroyed.',
  params: atDesk,
  bodyLimit: 512 * 1024,
  body: z.strictObject({
    women: z.boolean(),
    from: number,
    to: number,
    keys: z
      .array(z.strictObject({ id, wrapped: bytesAsText(MAX_WRAP).nullable() }))
      .min(1)
      .max(100),
  }),
  output: z.object({ moved: z.int() }),
});
