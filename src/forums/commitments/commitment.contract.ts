import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { bearerKinds, commitmentCommands, commitmentStates } from './commitment.model.ts';

const paragraph = z.string().trim().min(1).max(2000);
const line = z.string().trim().min(1).max(300);

/** The duty bearer: an office, one of its units, or another body by its name. */
const bearer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('office'), officeId: id }),
  z.strictObject({ kind: z.literal('unit'), officeId: id, unitId: id }),
  z.strictObject({ kind: z.literal('body'), name: line.max(200) }),
]);

const commitmentLine = z.object({
  id,
  forumId: id,
  forum: names,
  text: z.string(),
  bearerKind: z.enum(bearerKinds),
  bearer: names,
  state: z.enum(commitmentStates),
  madeOn: day,
  dueOn: day.nullable(),
  overdue: z.boolean(),
  percent: z.int(),
});

export const listCommitments = endpoint({
  method: 'GET',
  path: '/api/commitments',
  door: 'staff',
  summary:
    'Commitments of the own forums, and those handed over to the own organisation; by state, forum, office, overdue.',
  query: z.object({
    forum: id.optional(),
    office: id.optional(),
    state: z.enum(commitmentStates).optional(),
    overdue: z.literal('1').optional(),
    /** The last id of the page before. */
    after: id.optional(),
  }),
  output: z.object({ commitments: z.array(commitmentLine), more: z.boolean() }),
});

export const countOverdueCommitments = endpoint({
  method: 'GET',
  path: '/api/commitments/overdue',
  door: 'staff',
  summary: 'How many commitments on the own board are past their day.',
  output: z.object({ count: z.int() }),
});

const milestone = z.object({
  id,
  text: z.string(),
  dueOn: day.nullable(),
  percent: z.int(),
  reachedOn: day.nullable(),
});

export const getCommitment = endpoint({
  method: 'GET',
  path: '/api/commitments/:commitmentId',
  door: 'staff',
  summary: 'A commitment with its timeline, its milestones and what the signed-in person may do with it.',
  params: z.object({ commitmentId: id }),
  output: commitmentLine.extend({
    issueId: id.nullable(),
    costIqd: z.int().nullable(),
    publishedText: z.string().nullable(),
    handedOverOn: day.nullable(),
    reportedDoneOn: day.nullable(),
    verifiedOn: day.nullable(),
    milestones: z.array(milestone),
    events: z.array(
      z.object({
        command: z.string(),
        state: z.enum(commitmentStates),
        day,
        reason: z.string().nullable(),
        percent: z.int().nullable(),
        evidence: z.string().nullable(),
      }),
    ),
    commands: z.array(z.enum(commitmentCommands)),
    mayPlan: z.boolean(),
    mayPublish: z.boolean(),
  }),
});

export const proposeCommitment = endpoint({
  method: 'PUT',
  path: '/api/commitments/:commitmentId',
  door: 'staff',
  summary: 'Drafts a commitment of a duty bearer; the same id and content again get the same answer.',
  params: z.object({ commitmentId: id }),
  body: z.strictObject({
    forumId: id,
    issueId: id.nullable(),
    text: paragraph,
    bearer,
    dueOn: day.nullable(),
    costIqd: z.int().nonnegative().max(1e15).nullable(),
  }),
  output: done,
});

export const commandCommitment = endpoint({
  method: 'POST',
  path: '/api/commitments/:commitmentId/commands',
  door: 'staff',
  summary: 'Carries out a command of the transition table.',
  params: z.object({ commitmentId: id }),
  body: z.strictObject({
    command: z.enum(commitmentCommands),
    reason: z.string().trim().min(1).max(500).optional(),
    /** With `handOver`: another duty bearer, another day. */
    bearer: bearer.optional(),
    dueOn: day.optional(),
    /** With `progress` and `reportDone`: how far, which milestones were reached, and what shows it, without a personal datum. */
    percent: z.int().min(0).max(100).optional(),
    reached: z.array(id).max(50).optional(),
    evidence: z.string().trim().min(1).max(1000).optional(),
  }),
  output: z.object({ state: z.enum(commitmentStates) }),
});

export const planMilestones = endpoint({
  method: 'PUT',
  path: '/api/commitments/:commitmentId/milestones',
  door: 'staff',
  summary: 'The steps to a commitment; those already reached stay.',
  params: z.object({ commitmentId: id }),
  body: z.strictObject({
    milestones: z
      .array(z.strictObject({ id, text: line, dueOn: day.nullable(), percent: z.int().min(1).max(100) }))
      .max(20),
  }),
  output: done,
});

export const wordCommitment = endpoint({
  method: 'PUT',
  path: '/api/commitments/:commitmentId/published',
  door: 'staff',
  summary: 'What the public page says of a commitment; null takes it off.',
  params: z.object({ commitmentId: id }),
  body: z.strictObject({ text: paragraph.nullable() }),
  output: done,
});
