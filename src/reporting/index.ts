export { insertReport } from './intake/intake.queries.ts';
export { insertMessage } from './thread/message.queries.ts';
export { command, onReport, open, writeAsDesk } from './desk/desk.actions.ts';
export type { DeskGround } from './desk/desk.actions.ts';
export { saveEntry } from './desk/inbox.actions.ts';
export { assign } from './desk/work.actions.ts';
export { askForClosure, closeAsSecond } from './desk/closure.actions.ts';
export { answerBand } from './desk/desk.model.ts';
export type { Aftercare, CloseReason, ScopeReason } from './desk/desk.model.ts';
