export { insertReport } from './intake.queries.ts';
export { insertMessage } from './message.queries.ts';
export { onReport } from './desk.actions.ts';
