import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { namesIn, placeId } from './field.contract.ts';
import { forumStatuses, founders, seatRoles } from '../model.ts';

const MINUTES_A_DAY = 1440;

const week = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const series = z
  .strictObject({
    week,
    weekday: z.int().min(0).max(6),
    from: z
      .int()
      .min(0)
      .max(MINUTES_A_DAY - 1),
    to: z.int().min(1).max(MINUTES_A_DAY),
  })
  .refine(({ from, to }) => to > from);

/** A forum as its organisation sees it: its record, and what it is on the day that was asked for. */
const forum = z.object({
  id,
  names,
  governorateId: z.string(),
  districtId: z.string().nullable(),
  subdistrict: z.string().nullable(),
  quarter: names.nullable(),
  founder: z.enum(founders),
  foundedOn: day.nullable(),
  plannedFor: day.nullable(),
  closedOn: day.nullable(),
  lastMetOn: day.nullable(),
  meets: series.nullable(),
  source: names.nullable(),
  illustrative: z.boolean(),
  placeIllustrative: z.boolean(),
  foundingIllustrative: z.boolean(),
  status: z.enum(forumStatuses),
});

export const listForums = endpoint({
  method: 'GET',
  path: '/api/forums',
  door: 'staff',
  summary: "The own organisation's register of forums as of a day, by governorate, founder and status; 100 a page.",
  query: z.object({
    on: day.optional(),
    governorate: placeId.optional(),
    founder: z.enum(founders).optional(),
    status: z.enum(forumStatuses).optional(),
    /** The last id of the page before. */
    after: id.optional(),
  }),
  output: z.object({ on: day, total: z.int(), forums: z.array(forum), more: z.boolean() }),
});

export const listMyForums = endpoint({
  method: 'GET',
  path: '/api/forums/mine',
  door: 'staff',
  summary: 'The forums in which the signed-in person has a seat, and whether she stands for a duty bearer.',
  output: z.object({
    seats: z.array(z.object({ forumId: id, role: z.enum(seatRoles), names })),
    bearer: z.boolean(),
    register: z.boolean(),
  }),
});

export const getForum = endpoint({
  method: 'GET',
  path: '/api/forums/:forumId',
  door: 'staff',
  summary: 'One forum of the own organisation as it is today.',
  params: z.object({ forumId: id }),
  output: forum.extend({ mayKeep: z.boolean(), mayKeepMembers: z.boolean() }),
});

export const putForum = endpoint({
  method: 'PUT',
  path: '/api/forums/:forumId',
  door: 'staff',
  summary: 'Adds a forum of the own organisation or changes its record, which holds from today on.',
  params: z.object({ forumId: id }),
  body: z
    .strictObject({
      names: namesIn,
      governorateId: placeId,
      districtId: placeId.nullable(),
      subdistrict: z.string().trim().min(1).max(100).nullable(),
      quarter: namesIn.nullable(),
      founder: z.enum(founders),
      foundedOn: day.nullable(),
      plannedFor: day.nullable(),
      closedOn: day.nullable(),
      meets: series.nullable(),
      source: namesIn.nullable(),
    })
    .refine(({ foundedOn, closedOn }) => closedOn === null || (foundedOn !== null && closedOn >= foundedOn))
    .refine(({ foundedOn, plannedFor }) => foundedOn !== null || plannedFor !== null),
  output: done,
});

export const getForumHistory = endpoint({
  method: 'GET',
  path: '/api/forums/:forumId/history',
  door: 'staff',
  summary: 'How a forum’s record was kept: each version with the day from which it holds, the newest first.',
  params: z.object({ forumId: id }),
  output: z.object({
    versions: z.array(z.object({ since: day, record: forum.omit({ status: true, lastMetOn: true }) })),
  }),
});

export const listPublicForums = endpoint({
  method: 'GET',
  path: '/api/public/forums',
  door: 'public',
  summary:
    'The forums that were founded on or before a day and not closed by then; those planned at that time are counted apart. No person.',
  query: z.object({
    active_on: day.optional(),
    governorate: placeId.optional(),
    founder: z.enum(founders).optional(),
  }),
  output: z.object({
    active_on: day,
    total: z.int(),
    planned: z.int(),
    by_founder: z.object({ programme: z.int(), police: z.int() }),
    by_governorate: z.record(z.string(), z.int()),
    items: z.array(
      z.object({
        id,
        names,
        place: z.object({
          governorate: z.string(),
          district: z.string().nullable(),
          subdistrict: z.string().nullable(),
          quarter: names.nullable(),
        }),
        founder: z.enum(founders),
        founded_on: day,
        status: z.enum(forumStatuses),
        place_illustrative: z.boolean(),
        founding_illustrative: z.boolean(),
      }),
    ),
  }),
});
