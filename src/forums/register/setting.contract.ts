import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { subcommitteeTopics } from '../model.ts';
import { namesIn, placeId } from './field.contract.ts';

const MOST = 100_000;
const count = z.int().min(0).max(MOST);

const subcommittee = {
  /** Of a forum, or of a governorate: one of the two. */
  forumId: id.nullable(),
  governorateId: placeId.nullable(),
  topic: z.enum(subcommitteeTopics),
  women: count,
  men: count,
  foundedOn: day.nullable(),
  closedOn: day.nullable(),
};

export const listSubcommittees = endpoint({
  method: 'GET',
  path: '/api/subcommittees',
  door: 'staff',
  summary: "The sub-committees of the own organisation's forums and governorates.",
  output: z.object({ subcommittees: z.array(z.object({ id, names, ...subcommittee })) }),
});

export const putSubcommittee = endpoint({
  method: 'PUT',
  path: '/api/subcommittees/:subcommitteeId',
  door: 'staff',
  summary: 'Adds or changes a sub-committee of a forum or of a governorate.',
  params: z.object({ subcommitteeId: id }),
  body: z
    .strictObject({ names: namesIn, ...subcommittee })
    .refine(({ forumId, governorateId }) => (forumId === null) !== (governorateId === null)),
  output: done,
});

export const listForumOffices = endpoint({
  method: 'GET',
  path: '/api/forums/:forumId/offices',
  door: 'staff',
  summary:
    'The community-police offices that a forum works with, of whichever organisation, and those that it may choose.',
  params: z.object({ forumId: id }),
  output: z.object({
    offices: z.array(z.object({ id, names, organisation: names, works: z.boolean(), own: z.boolean() })),
  }),
});

const office = z.object({ forumId: id, officeId: id });

export const putForumOffice = endpoint({
  method: 'PUT',
  path: '/api/forums/:forumId/offices/:officeId',
  door: 'staff',
  summary: 'Notes that a forum works with an office.',
  params: office,
  output: done,
});

export const deleteForumOffice = endpoint({
  method: 'DELETE',
  path: '/api/forums/:forumId/offices/:officeId',
  door: 'staff',
  summary: 'Notes that a forum does not work with an office any more.',
  params: office,
  output: done,
});

const officeState = {
  rooms: count.nullable(),
  patrols: count.nullable(),
  /** A range where nobody knows it better. */
  staffLow: count.nullable(),
  staffHigh: count.nullable(),
  staffWomen: count.nullable(),
};

export const getOfficeHistory = endpoint({
  method: 'GET',
  path: '/api/offices/:officeId/history',
  door: 'staff',
  summary:
    'An office of the own organisation through the years: rooms, patrols, staff, and since when it has which unit.',
  params: z.object({ officeId: id }),
  output: z.object({
    states: z.array(
      z.object({
        since: day,
        ...officeState,
        note: names.nullable(),
        source: names.nullable(),
        illustrative: z.boolean(),
      }),
    ),
    units: z.array(z.object({ id, names, since: day.nullable() })),
  }),
});

export const putOfficeState = endpoint({
  method: 'PUT',
  path: '/api/offices/:officeId/history/:since',
  door: 'staff',
  summary: 'Writes down what an office was from a day on.',
  params: z.object({ officeId: id, since: day }),
  body: z
    .strictObject({ ...officeState, note: namesIn.nullable(), source: namesIn.nullable() })
    .refine(
      ({ staffLow, staffHigh }) => (staffLow === null) === (staffHigh === null) && (staffLow ?? 0) <= (staffHigh ?? 0),
    )
    .refine(({ staffHigh, staffWomen }) => staffWomen === null || (staffHigh !== null && staffWomen <= staffHigh)),
  output: done,
});

export const deleteOfficeState = endpoint({
  method: 'DELETE',
  path: '/api/offices/:officeId/history/:since',
  door: 'staff',
  summary: 'Takes back what was written down by mistake.',
  params: z.object({ officeId: id, since: day }),
  output: done,
});

export const putUnitSince = endpoint({
  method: 'PUT',
  path: '/api/offices/:officeId/history/units/:unitId',
  door: 'staff',
  summary: 'Writes down since when an office has a unit.',
  params: z.object({ officeId: id, unitId: id }),
  body: z.strictObject({ since: day.nullable() }),
  output: done,
});
