import type { FastifyInstance } from 'fastify';
import { bind } from '../http/bind.ts';
import { getDemo, getDemoRoots } from './contract.ts';
import type { DemoPublic } from './folder.ts';

/** Offers the demo's accounts and roots; bound only while demo mode is on. */
export function demoRoutes(server: FastifyInstance, demo: DemoPublic): void {
  bind(server, getDemo, async () => ({ accounts: [...demo.accounts], roots: [...demo.roots] }));
  bind(server, getDemoRoots, async () => ({ roots: [...demo.roots] }));
}
