import type { FastifyInstance } from 'fastify';
import { bind } from '../../http/bind.ts';
import type { AlertGround } from './alert.actions.ts';
import { readAlerts } from './alert.actions.ts';
import { listAlerts } from './alert.contract.ts';

/** Binds what every open desk asks for twice a minute. */
export function alertRoutes(server: FastifyInstance, ground: AlertGround): void {
  bind(server, listAlerts, async ({ visit }) => readAlerts(ground, visit));
}
