import { z } from 'zod';
import { roles } from '../../base/actor.ts';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, day, done, id, names, recipient } from '../../base/shapes.ts';
import { sexes } from '../model.ts';

const signingKey = bytesAsText(32);
const signature = bytesAsText(64);
const wrapped = bytesAsText(2048);
const number = z.int().positive().max(1_000_000);
const atDesk = z.object({ deskId: id });

/** The epoch's keys as an age file to one member, and the epoch's own signature over that member's keys. */
const wrap = { wrapped, vouched: signature };

/** Null: this key has no recovery, and the desk says so. */
const recovery = z
  .strictObject({
    recipient,
    wrapped,
    shares: z
      .array(z.strictObject({ place: z.int().min(1).max(5), trusteeId: id, sealed: bytesAsText(2048) }))
      .length(5),
  })
  .nullable();

const person = {
  accountId: id,
  name: z.string(),
  sex: z.enum(sexes),
  recipient: z.string(),
  signingKey,
};

export const getTeam = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/team',
  door: 'staff',
  summary: 'Who works at a desk and the public parts of its keys; nothing in it opens anything.',
  params: atDesk,
  output: z.object({
    deskId: id,
    police: z.boolean(),
    members: z.array(
      z.object({ ...person, roles: z.array(z.enum(roles)), women: z.boolean(), admittedBy: id, admission: signature }),
    ),
    epochs: z.array(
      z.object({
        women: z.boolean(),
        n: z.int(),
        recipient: z.string(),
        signingKey,
        ended: z.boolean(),
        /** Named by the last signed directory. */
        inForce: z.boolean(),
        dueSince: day.nullable(),
        recovery: z.boolean(),
        holders: z.array(z.object({ accountId: id, vouched: signature })),
      }),
    ),
  }),
});

export const listStaffing = endpoint({
  method: 'GET',
  path: '/api/staffing',
  door: 'staff',
  summary: 'How many people each desk has, and how many women hold its women’s key: fewer than two are warned about.',
  output: z.object({
    desks: z.array(
      z.object({ deskId: id, names, members: z.int().nonnegative(), womenHolders: z.int().nonnegative().nullable() }),
    ),
  }),
});

export const listOwnWraps = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/wraps',
  door: 'staff',
  summary:
    'The keys of a desk that one holds oneself, those included that wait for the head’s signature: for admitting others.',
  params: atDesk,
  output: z.object({
    epochs: z.array(
      z.object({ women: z.boolean(), n: z.int(), recipient: z.string(), signingKey, ended: z.boolean(), wrapped }),
    ),
  }),
});

export const listCandidates = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/candidates',
  door: 'staff',
  summary: 'People of the own organisation whom a member may admit after comparing their six words.',
  params: atDesk,
  output: z.object({ people: z.array(z.object({ ...person, member: z.boolean() })) }),
});

export const listTrustees = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/trustees',
  door: 'staff',
  summary:
    "People who may hold a share of a desk's recovery: trustees of the own organisation and of those outside the police.",
  params: atDesk,
  output: z.object({
    trustees: z.array(
      z.object({ id, name: z.string(), organisation: names, police: z.boolean(), recipient: z.string() }),
    ),
  }),
});

export const foundDesk = endpoint({
  method: 'POST',
  path: '/api/desks/:deskId/founding',
  door: 'staff',
  summary: "The first member makes the desk's first key in her browser and takes the first seat.",
  params: atDesk,
  bodyLimit: 96 * 1024,
  body: z.strictObject({ admission: signature, n: number, recipient, signingKey, ...wrap, recovery }),
  output: done,
});

export const admitMember = endpoint({
  method: 'POST',
  path: '/api/desks/:deskId/members',
  door: 'staff',
  summary:
    "A member admits somebody, signs it, and wraps the desk's keys for her. The women's key: only a woman, by a woman.",
  params: atDesk,
  bodyLimit: 256 * 1024,
  body: z.strictObject({
    accountId: id,
    women: z.boolean(),
    admission: signature,
    wraps: z
      .array(z.strictObject({ women: z.boolean(), n: number, ...wrap }))
      .min(1)
      .max(20),
  }),
  output: done,
});

export const removeMember = endpoint({
  method: 'DELETE',
  path: '/api/desks/:deskId/members/:accountId',
  door: 'staff',
  summary: 'Takes a seat away: wrapped keys are deleted at once, and the keys are due to be changed.',
  params: z.object({ deskId: id, accountId: id }),
  output: done,
});

export const makeEpoch = endpoint({
  method: 'POST',
  path: '/api/desks/:deskId/epochs',
  door: 'staff',
  summary: 'The next key of a desk, made in a member’s browser and wrapped for every member who is to hold it.',
  params: atDesk,
  bodyLimit: 512 * 1024,
  body: z.strictObject({
    women: z.boolean(),
    n: number,
    recipient,
    signingKey,
    /** Her own signature under her seat with the women's key; only for a desk's first women's key, which she makes for herself. */
    admission: signature.optional(),
    wraps: z
      .array(z.strictObject({ accountId: id, ...wrap }))
      .min(1)
      .max(200),
    recovery,
  }),
  output: done,
});

export const endEpoch = endpoint({
  method: 'POST',
  path: '/api/desks/:deskId/epochs/end',
  door: 'staff',
  summary: 'Ends a key that a newer one has replaced and nothing is sealed to any more; its wraps are deleted at once.',
  params: atDesk,
  body: z.strictObject({ women: z.boolean(), n: number }),
  output: done,
});

const MINUTES_A_DAY = 1440;

export const putRota = endpoint({
  method: 'PUT',
  path: '/api/desks/:deskId/rota',
  door: 'staff',
  summary: 'Who answers what is marked urgent, and when: members of the desk only.',
  params: atDesk,
  body: z.strictObject({
    rota: z
      .array(
        z
          .strictObject({
            weekday: z.int().min(0).max(6),
            from: z
              .int()
              .min(0)
              .max(MINUTES_A_DAY - 1),
            to: z.int().min(1).max(MINUTES_A_DAY),
            accountId: id,
          })
          .refine((hours) => hours.to > hours.from),
      )
      .max(50),
  }),
  output: done,
});
