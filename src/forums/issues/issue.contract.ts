import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import {
  affectedGroups,
  ISSUE_LONGEST,
  issueCategories,
  issueChannels,
  issueCommands,
  issueStates,
  remitBodies,
} from './issue.model.ts';

/** What somebody raises. No name, no contact: there is nowhere to put one. */
const raised = {
  category: z.enum(issueCategories),
  text: z.string().trim().min(1).max(ISSUE_LONGEST),
  place: z.string().trim().min(1).max(200).nullable(),
  affected: z.array(z.enum(affectedGroups)).max(affectedGroups.length),
};

export const raisePublicly = endpoint({
  method: 'PUT',
  path: '/api/public/issues/:issueId',
  door: 'public',
  summary: 'Anybody raises an issue in a forum; what names a person or tells of violence is refused and kept nowhere.',
  params: z.object({ issueId: id }),
  body: z.strictObject({ forumId: id, ...raised }),
  output: z.object({ raisedOn: day }),
});

export const raiseIssue = endpoint({
  method: 'PUT',
  path: '/api/issues/:issueId',
  door: 'staff',
  summary: 'A member or the secretary raises an issue on somebody’s behalf, or from paper.',
  params: z.object({ issueId: id }),
  body: z.strictObject({ forumId: id, channel: z.enum(['member', 'paper']), ...raised }),
  output: z.object({ raisedOn: day }),
});

const issueLine = z.object({
  id,
  forumId: id,
  category: z.enum(issueCategories),
  text: z.string().nullable(),
  place: z.string().nullable(),
  affected: z.array(z.enum(affectedGroups)),
  channel: z.enum(issueChannels),
  state: z.enum(issueStates),
  raisedOn: day,
  solvedOn: day.nullable(),
  remitBody: z.enum(remitBodies).nullable(),
  remitUntil: day.nullable(),
});

export const listIssues = endpoint({
  method: 'GET',
  path: '/api/forums/:forumId/issues',
  door: 'staff',
  summary: 'Issues of a forum, the newest first; what waits for the screen is listed for its secretary alone.',
  params: z.object({ forumId: id }),
  query: z.object({
    state: z.enum(issueStates).optional(),
    category: z.enum(issueCategories).optional(),
    /** Day and id of the last line of the page before, as `2026-11-25~<id>`. */
    after: z.string().max(60).optional(),
  }),
  output: z.object({ issues: z.array(issueLine), more: z.boolean(), waiting: z.int().nullable() }),
});

export const getIssue = endpoint({
  method: 'GET',
  path: '/api/issues/:issueId',
  door: 'staff',
  summary: 'An issue with its timeline and what the signed-in person may do with it.',
  params: z.object({ issueId: id }),
  output: issueLine.extend({
    mergedInto: id.nullable(),
    remitOutcome: z.string().nullable(),
    subcommitteeId: id.nullable(),
    publishedText: z.string().nullable(),
    publishedSolution: z.string().nullable(),
    publishedOn: day.nullable(),
    forum: names,
    events: z.array(
      z.object({
        command: z.string(),
        state: z.enum(issueStates),
        day,
        reason: z.string().nullable(),
      }),
    ),
    commands: z.array(z.enum(issueCommands)),
    mayWord: z.boolean(),
  }),
});

export const commandIssue = endpoint({
  method: 'POST',
  path: '/api/issues/:issueId/commands',
  door: 'staff',
  summary: 'Carries out a command of the transition table.',
  params: z.object({ issueId: id }),
  body: z.strictObject({
    command: z.enum(issueCommands),
    reason: z.string().trim().min(1).max(500).optional(),
    /** With `merge`: the issue that stays. */
    mergeInto: id.optional(),
    /** With `sendOn`: who is responsible, and when the forum asks again. */
    remitBody: z.enum(remitBodies).optional(),
    remitUntil: day.optional(),
    /** With `toSubCommittee`. */
    subcommitteeId: id.optional(),
  }),
  output: z.object({ state: z.enum(issueStates) }),
});

export const wordIssue = endpoint({
  method: 'PUT',
  path: '/api/issues/:issueId/published',
  door: 'staff',
  summary: 'What the public page is to say of an issue, in the forum’s own words; it passes the same screen.',
  params: z.object({ issueId: id }),
  body: z.strictObject({ text: raised.text.nullable(), solution: raised.text.nullable().optional() }),
  output: done,
});

export const followRemit = endpoint({
  method: 'PUT',
  path: '/api/issues/:issueId/remit',
  door: 'staff',
  summary: 'What came of an issue that another body is responsible for, and when the forum asks again.',
  params: z.object({ issueId: id }),
  body: z.strictObject({ outcome: z.string().trim().min(1).max(500).nullable(), until: day.nullable() }),
  output: done,
});
