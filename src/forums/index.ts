export { findPublicForum, listPublicForums, saveForum, sumMonths } from './register/forum.queries.ts';
export {
  addForumOffice,
  listPublicOfficeStates,
  saveOfficeState,
  saveSubcommittee,
} from './register/setting.queries.ts';
export { addSeat, saveMember, saveVolunteer } from './register/people.queries.ts';
export { insertCommitment, insertCommitmentEvent, replaceMilestones } from './commitments/commitment.queries.ts';
export { raiseFromSite } from './issues/issue.actions.ts';
export { insertIssue, insertIssueEvent } from './issues/issue.queries.ts';
export { listPublishedCards } from './issues/published.queries.ts';
export type { RaiseLimit } from './issues/raise-limit.actions.ts';
export { newRaiseLimit } from './issues/raise-limit.actions.ts';
export { dayInMonth, monthsFrom } from './meetings/meeting.model.ts';
export { insertHeldMeeting, insertPlannedMeeting } from './meetings/past.queries.ts';
export { listPublishedMinutes } from './meetings/minutes.queries.ts';
export { countMonth } from './queries.ts';
export type { Asked } from './requests/request.actions.ts';
export { askFromSite } from './requests/request.actions.ts';
export { insertRequest, insertRequestEvent } from './requests/request.queries.ts';
