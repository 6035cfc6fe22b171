import type { FastifyInstance } from 'fastify';
import { listPlaces } from '../directory/index.ts';
import { bind } from '../http/bind.ts';
import type { Database } from '../storage/database.ts';
import { getStatistics } from './contract.ts';
import { statisticsCsv } from './csv.model.ts';
import { readStatistics } from './index.ts';
import type { PublicStatistics } from './model.ts';
import { THRESHOLD } from './model.ts';

/** Binds the released figures as JSON and as a table for spreadsheets; the page itself is the site's. */
export function resultsRoutes(server: FastifyInstance, database: Database): void {
  bind(server, getStatistics, async () => ({
    measure: 'reports received' as const,
    threshold: THRESHOLD,
    places: await listPlaces(database.direct, null),
    ...asJson(await readStatistics(database.direct)),
  }));

  server.route({
    method: 'GET',
    url: '/statistics.csv',
    config: { door: 'public' },
    schema: { hide: true },
    handler: async (_request, reply) => {
      const places = await listPlaces(database.direct, null);
      const { releases } = await readStatistics(database.direct);
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="statistics.csv"')
        .send(statisticsCsv(releases, places));
    },
  });
}

function asJson({ releases, figures, comparisons }: PublicStatistics) {
  return {
    releases: releases.map(({ cells, ...release }) => ({
      ...release,
      governorates: cells.map(({ key, count }) => ({ id: key, count })),
    })),
    citedFigures: [...figures],
    comparisons: comparisons.map(({ before, after, between, ratio, low, high, p }) => ({
      beforeId: before.id,
      afterId: after.id,
      between,
      ratio: finite(ratio),
      low,
      high: finite(high),
      p,
    })),
  };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
