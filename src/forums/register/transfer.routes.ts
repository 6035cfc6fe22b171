import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { bind } from '../../http/bind.ts';
import { bindBytes } from '../../http/bind-bytes.ts';
import { negotiateLocale } from '../../i18n/locale.ts';
import type { ForumsGround } from '../queries.ts';
import { exportRegister } from './export.actions.ts';
import { runImport, tryImport } from './import.actions.ts';
import * as contract from './transfer.contract.ts';

/** Binds what takes the register out as a table and reads it back. */
export function transferRoutes(server: FastifyInstance, ground: ForumsGround): void {
  bind(server, contract.tryImport, async ({ visit, body }) => tryImport(ground, visit, body.content));
  bind(server, contract.runImport, async ({ visit, params, body }) =>
    runImport(ground, visit, params.importId, body.content),
  );
  bindBytes(server, contract.exportForums, async ({ visit, query, header, reply }) => {
    const { name, bytes } = await exportRegister(ground, visit, query, negotiateLocale(header('accept-language')));
    reply.header('content-disposition', `attachment; filename="${name}"`);
    return Readable.from([Buffer.from(bytes)]);
  });
}
