export { grantRole, insertAccount, insertEpoch, insertMember, insertWrap } from './teams/keys.queries.ts';
export { authHashOf } from './sessions/session.actions.ts';
export { sealSecret } from './sessions/secret.actions.ts';
export { listSeated } from './sessions/seated.queries.ts';
export { listAlertAddresses, listRoleAddresses } from './people/alert-address.queries.ts';
export { addInvited } from './people/person.actions.ts';
export { findPersonForUpdate, listPeople } from './people/person.queries.ts';
export { insertRoot } from './publishing/root.queries.ts';
export { refuseDemoInProduction } from './sessions/production.actions.ts';
