export { founderTexts, seriesInWords, statusTexts } from './words.ts';
