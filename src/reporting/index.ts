export { insertReport } from './intake/intake.queries.ts';
export { insertMessage } from './thread/message.queries.ts';
export { onReport } from './desk/desk.actions.ts';
