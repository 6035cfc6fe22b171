export { askerTexts, audienceTexts, requestTopicTexts } from './requests/words.ts';
export { founderTexts, seriesInWords, statusTexts } from './words.ts';
export { affectedTexts, divertTexts, issueCategoryTexts } from './issues/words.ts';
