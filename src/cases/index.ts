export { countCaseKeysUnder } from './queries.ts';
