export { founderTexts, seriesInWords, statusTexts } from './words.ts';
export { affectedTexts, divertTexts, issueCategoryTexts } from './issues/words.ts';
