export { countCaseKeysUnder } from './queries.ts';
export type { StatStubRow } from './tables.ts';
