import type { FastifyRequest } from 'fastify';

/** A host as browsers name it: letters, digits, dots, an IPv6 address in brackets, a port. */
const HOST = /^[a-z0-9.[\]:-]+$/i;

/** Where the site stands as the world sees it, without a slash at its end: as configured, else as the visitor called it. */
export function originOf(ground: { readonly publicUrl: string | undefined }, request: FastifyRequest): string {
  if (ground.publicUrl !== undefined) return ground.publicUrl.replace(/\/+$/, '');
  const { protocol, host } = request;
  return HOST.test(host) ? `${protocol}://${host}` : '';
}
