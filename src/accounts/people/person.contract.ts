import { z } from 'zod';
import { roles } from '../../base/actor.ts';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, done, id } from '../../base/shapes.ts';
import { accountStates, sexes } from '../model.ts';

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,59}$/);
const name = z.string().trim().min(1).max(120);
const rolesIn = z.array(z.enum(roles)).min(1).max(roles.length);

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  door: 'staff',
  summary: 'The people of the own organisation: roles, state, desks; no keys.',
  output: z.object({
    people: z.array(
      z.object({
        id,
        login: z.string(),
        name: z.string(),
        sex: z.enum(sexes),
        state: z.enum(accountStates),
        roles: z.array(z.enum(roles)),
        trustee: z.boolean(),
        /** Keeps the organisation's root. */
        head: z.boolean(),
        desks: z.array(id),
        sessions: z.int(),
        invitedUntil: z.string().nullable(),
      }),
    ),
  }),
});

/** The link's secret part, shown once; the server keeps its hash alone. */
const invitation = z.object({ accountId: id, token: bytesAsText(32), expiresAt: z.string() });

export const invitePerson = endpoint({
  method: 'POST',
  path: '/api/people',
  door: 'staff',
  summary:
    'Makes an account without keys and the one-time link by which its person makes them. Another organisation only from the platform.',
  body: z.strictObject({
    id,
    organisationId: id.optional(),
    login,
    name,
    sex: z.enum(sexes),
    roles: rolesIn,
  }),
  output: invitation,
});

export const inviteAgain = endpoint({
  method: 'POST',
  path: '/api/people/:accountId/invitation',
  door: 'staff',
  summary:
    'A new link; the old one stops. For an active person it takes away her keys, seats and sessions: she begins anew.',
  params: z.object({ accountId: id }),
  output: invitation,
});

export const putPerson = endpoint({
  method: 'PUT',
  path: '/api/people/:accountId',
  door: 'staff',
  summary: 'Changes the name, the roles and the mark of a trustee.',
  params: z.object({ accountId: id }),
  body: z.strictObject({ name, roles: rolesIn, trustee: z.boolean() }),
  output: done,
});

export const revokePerson = endpoint({
  method: 'POST',
  path: '/api/people/:accountId/revoke',
  door: 'staff',
  summary:
    'Ends the account: its sessions end and its wrapped keys and seats are deleted at once. It cannot be undone.',
  params: z.object({ accountId: id }),
  output: done,
});

const sessions = z.object({
  sessions: z.array(
    z.object({ id, device: z.string(), createdAt: z.string(), expiresAt: z.string(), current: z.boolean() }),
  ),
});

export const listPersonSessions = endpoint({
  method: 'GET',
  path: '/api/people/:accountId/sessions',
  door: 'staff',
  summary: 'Where a person of the own organisation is signed in.',
  params: z.object({ accountId: id }),
  output: sessions,
});

export const endPersonSession = endpoint({
  method: 'DELETE',
  path: '/api/people/:accountId/sessions/:sessionId',
  door: 'staff',
  summary: "Ends one of a person's sessions.",
  params: z.object({ accountId: id, sessionId: id }),
  output: done,
});

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  door: 'staff',
  summary: 'Where one is signed in oneself.',
  output: sessions,
});

export const endOwnSession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  door: 'staff',
  summary: 'Ends one of the own sessions.',
  params: z.object({ sessionId: id }),
  output: done,
});
