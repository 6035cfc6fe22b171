import type { FastifyInstance } from 'fastify';
import { toBase64url } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import { fail } from '../base/problem.ts';
import { bind } from '../http/bind.ts';
import type { Database } from '../storage/database.ts';
import * as contract from './contract.ts';
import { isFresh, nameIn } from './model.ts';
import type { SignedRecords } from './queries.ts';
import { findSignedDesk, listAllPlaces, listHotlines, listPlaces, listSignedDesks } from './queries.ts';
import { referenceRoutes } from './reference/reference.routes.ts';
import { registerRoutes } from './register/register.routes.ts';

/** Binds the directory: its public part here, what administrators keep in `register.routes.ts` and `reference.routes.ts`. */
export function directoryRoutes(server: FastifyInstance, database: Database, clock: Clock): void {
  registerRoutes(server, { database, clock });
  referenceRoutes(server, { database, clock });

  bind(server, contract.listPlaces, async ({ query }) => ({
    places: await (query.all ? listAllPlaces(database.direct) : listPlaces(database.direct, query.parent ?? null)),
  }));

  bind(server, contract.listPlaceNames, async ({ query, locale }) => {
    const places = await listPlaces(database.direct, query.parent ?? null);
    return { places: places.map(({ names, ...place }) => ({ ...place, name: nameIn(names, locale) })) };
  });

  bind(server, contract.listAllDesks, async () => ({
    directories: (await listSignedDesks(database.direct, undefined)).map(asText),
  }));

  bind(server, contract.listDesks, async ({ params }) => ({
    directories: (await listSignedDesks(database.direct, params.governorateId)).map(asText),
  }));

  bind(server, contract.getDesk, async ({ params }) =>
    asText((await findSignedDesk(database.direct, params.deskId)) ?? fail('not_found')),
  );

  bind(server, contract.listHotlines, async () => {
    const today = baghdadDay(clock());
    const hotlines = await listHotlines(database.direct);
    return { hotlines: hotlines.map((each) => ({ ...each, fresh: isFresh(each, today) })) };
  });
}

function asText(found: SignedRecords) {
  return { organisationId: found.organisationId, signed: toBase64url(found.signed), records: [...found.records] };
}
