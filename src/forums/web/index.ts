export { askerTexts, audienceTexts, requestTopicTexts } from './requests/words.ts';
export { founderTexts, seriesInWords, statusTexts } from './words.ts';
