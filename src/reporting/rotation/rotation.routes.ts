import type { FastifyInstance } from 'fastify';
import { bind } from '../../http/bind.ts';
import type { RotationGround } from './rotation.actions.ts';
import { readKeyFiles, rewriteKeyFiles } from './rotation.actions.ts';
import * as contract from './rotation.contract.ts';

/** Binds the rewriting of key files when a desk's key changes. */
export function rotationRoutes(server: FastifyInstance, ground: RotationGround): void {
  bind(server, contract.listKeyFiles, async ({ visit, params, query }) =>
    readKeyFiles(ground, visit, params.deskId, query),
  );
  bind(server, contract.putKeyFiles, async ({ visit, params, body }) => ({
    moved: await rewriteKeyFiles(ground, visit, params.deskId, body),
  }));
}
