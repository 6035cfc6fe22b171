import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, id } from '../../base/shapes.ts';
import { forumStatuses, founders } from '../model.ts';
import { columnKeys } from './columns.model.ts';
import { placeId } from './field.contract.ts';
import { faultKinds, MOST_BYTES, refusals } from './import.model.ts';

const BASE64_LENGTH = Math.ceil(MOST_BYTES / 3) * 4;

/** The file itself in base64: a device signs what it sends. */
const body = z.strictObject({ content: z.base64().max(BASE64_LENGTH) });
const bodyLimit = BASE64_LENGTH + 1_000;

const report = z.object({
  refused: z.object({ why: z.enum(refusals), columns: z.array(z.enum(columnKeys)) }).nullable(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  faults: z.array(z.object({ row: z.int(), column: z.enum(columnKeys), why: z.enum(faultKinds), value: z.string() })),
  faultCount: z.int(),
  ignored: z.array(z.string()),
});

export const tryImport = endpoint({
  method: 'POST',
  path: '/api/forums/imports',
  door: 'staff',
  summary:
    "What a table of forums (CSV or XLSX) would do to the own organisation's register: every bad row and cell. Nothing is written.",
  body,
  bodyLimit,
  output: report,
});

export const runImport = endpoint({
  method: 'PUT',
  path: '/api/forums/imports/:importId',
  door: 'staff',
  summary: 'Writes all forums of a table or none. The same import sent again changes nothing more.',
  params: z.object({ importId: id }),
  body,
  bodyLimit,
  output: report,
});

export const exportForums = endpoint({
  method: 'GET',
  path: '/api/forums/export',
  door: 'staff',
  summary: "The own organisation's register as of a day as CSV or XLSX with a row of HXL tags. No person.",
  query: z.object({
    format: z.enum(['csv', 'xlsx']),
    on: day.optional(),
    governorate: placeId.optional(),
    founder: z.enum(founders).optional(),
    status: z.enum(forumStatuses).optional(),
  }),
  output: z.unknown(),
});
