export { findPublicForum, listPublicForums, saveForum, sumMonths } from './register/forum.queries.ts';
export {
  addForumOffice,
  listPublicOfficeStates,
  saveOfficeState,
  saveSubcommittee,
} from './register/setting.queries.ts';
export { addSeat, saveMember, saveVolunteer } from './register/people.queries.ts';
export { dayInMonth, monthsFrom } from './meetings/meeting.model.ts';
export { insertHeldMeeting, insertPlannedMeeting } from './meetings/past.queries.ts';
export { listPublishedMinutes } from './meetings/minutes.queries.ts';
export { countMonth } from './queries.ts';
