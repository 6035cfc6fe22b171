import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, day, id, names } from '../base/shapes.ts';
import { placeId } from './register/field.contract.ts';
import { jurisdictions } from './model.ts';

export const listPlaces = endpoint({
  method: 'GET',
  path: '/api/places',
  door: 'public',
  summary: 'Governorates, the districts of one, or all of both.',
  query: z.object({ parent: placeId.optional(), all: z.literal('1').optional() }),
  output: z.object({
    places: z.array(z.object({ id: z.string(), kurdistanRegion: z.boolean(), names })),
  }),
});

export const listPlaceNames = endpoint({
  method: 'GET',
  path: '/api/places/names',
  door: 'public',
  summary:
    'Governorates, or the districts of one, in the language of the caller alone: on a slow line the other two are dear.',
  query: z.object({ parent: placeId.optional() }),
  output: z.object({ places: z.array(z.object({ id: z.string(), kurdistanRegion: z.boolean(), name: z.string() })) }),
});

/** A signed directory of one organisation with the records asked for; the caller checks signature, version and hashes. */
const signedDirectory = z.object({ organisationId: id, signed: bytesAsText(65_536), records: z.array(z.unknown()) });

export const listDesks = endpoint({
  method: 'GET',
  path: '/api/directory/:governorateId',
  door: 'public',
  summary: "The open desks of a governorate, each vouched for by its organisation's signed directory.",
  params: z.object({ governorateId: placeId }),
  output: z.object({ directories: z.array(signedDirectory) }),
});

export const listAllDesks = endpoint({
  method: 'GET',
  path: '/api/directory',
  door: 'public',
  summary: "The open desks of all governorates, each vouched for by its organisation's signed directory.",
  output: z.object({ directories: z.array(signedDirectory) }),
});

export const getDesk = endpoint({
  method: 'GET',
  path: '/api/directory/desks/:deskId',
  door: 'public',
  summary: 'One desk with its past keys, open or not, as its organisation last signed it.',
  params: z.object({ deskId: id }),
  output: signedDirectory,
});

export const listHotlines = endpoint({
  method: 'GET',
  path: '/api/public/hotlines',
  door: 'public',
  summary: 'The published hotlines, in the order of each jurisdiction.',
  output: z.object({
    hotlines: z.array(
      z.object({
        id,
        number: z.string(),
        names,
        note: names.nullable(),
        jurisdiction: z.enum(jurisdictions),
        verifiedOn: day.nullable(),
        fresh: z.boolean(),
      }),
    ),
  }),
});
