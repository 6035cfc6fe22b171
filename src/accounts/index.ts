export { grantRole, insertAccount, insertEpoch, insertMember, insertWrap } from './keys.queries.ts';
export { authHashOf } from './session.actions.ts';
export { sealSecret } from './secret.actions.ts';
export { listSeated } from './seated.queries.ts';
export { addInvited } from './person.actions.ts';
export { insertRoot } from './root.queries.ts';
export { refuseDemoInProduction } from './production.actions.ts';
