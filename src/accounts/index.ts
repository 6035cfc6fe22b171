export { grantRole, insertAccount, insertEpoch, insertMember, insertWrap } from './keys.queries.ts';
export { authHashOf, PASSWORD_COST } from './session.actions.ts';
export { sealSecret } from './sealed-secret.ts';
