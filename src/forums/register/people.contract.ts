import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id } from '../../base/shapes.ts';
import { availabilities, memberCategories, seatRoles, sexes, volunteerSkills } from '../model.ts';

const name = z.string().trim().min(1).max(120).nullable();
const begunBeforeItEnds = ({ joinedOn, leftOn }: { joinedOn: string; leftOn: string | null }) =>
  leftOn === null || leftOn >= joinedOn;

const memberFields = {
  category: z.enum(memberCategories),
  sex: z.enum(sexes),
  youth: z.boolean().nullable(),
  chair: z.boolean(),
  /** Left out wherever it is not needed; it goes after twelve months. */
  name,
  joinedOn: day,
  leftOn: day.nullable(),
};
const volunteerFields = {
  sex: z.enum(sexes),
  youth: z.boolean().nullable(),
  name,
  skills: z.array(z.enum(volunteerSkills)).max(volunteerSkills.length),
  availability: z.array(z.enum(availabilities)).max(availabilities.length),
  codeSignedOn: day.nullable(),
  joinedOn: day,
  leftOn: day.nullable(),
};
const counts = z.object({ women: z.int(), men: z.int(), youth: z.int() });

export const getForumPeople = endpoint({
  method: 'GET',
  path: '/api/forums/:forumId/people',
  door: 'staff',
  summary:
    'Who belongs to a forum: counts for everybody who reads the register, the list for its chair, secretary and administrators.',
  params: z.object({ forumId: id }),
  output: z.object({
    members: counts,
    volunteers: counts,
    list: z
      .object({
        seats: z.array(z.object({ accountId: id, role: z.enum(seatRoles), name: z.string() })),
        members: z.array(z.object({ id, ...memberFields })),
        volunteers: z.array(z.object({ id, ...volunteerFields })),
      })
      .nullable(),
  }),
});

const seat = z.object({ forumId: id, accountId: id, role: z.enum(seatRoles) });

export const putSeat = endpoint({
  method: 'PUT',
  path: '/api/forums/:forumId/seats/:accountId/:role',
  door: 'staff',
  summary: 'Gives somebody of the organisation a seat in a forum; she needs the role that goes with it.',
  params: seat,
  output: done,
});

export const deleteSeat = endpoint({
  method: 'DELETE',
  path: '/api/forums/:forumId/seats/:accountId/:role',
  door: 'staff',
  summary: 'Takes a seat in a forum back.',
  params: seat,
  output: done,
});

export const putMember = endpoint({
  method: 'PUT',
  path: '/api/forums/:forumId/members/:memberId',
  door: 'staff',
  summary: 'Adds or changes a member of a forum, who need not be a user.',
  params: z.object({ forumId: id, memberId: id }),
  body: z.strictObject(memberFields).refine(begunBeforeItEnds),
  output: done,
});

export const putVolunteer = endpoint({
  method: 'PUT',
  path: '/api/forums/:forumId/volunteers/:volunteerId',
  door: 'staff',
  summary: 'Adds or changes a volunteer of a forum.',
  params: z.object({ forumId: id, volunteerId: id }),
  body: z.strictObject(volunteerFields).refine(begunBeforeItEnds),
  output: done,
});
