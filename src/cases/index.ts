export { countCaseKeysUnder } from './queries.ts';
export type { StatStubRow } from './tables.ts';
export { saveCaseKey, writeNote } from './actions.ts';
export { importCaseKey, newCaseKey, sealNote, wrapCaseKey } from './case-key.model.ts';
