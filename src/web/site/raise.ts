import { screenText } from '../../forums/issues/screen.model.ts';

/*
 * The only script of a public page: it looks at what is about to be sent as the server would, so that what belongs into a confidential
 * report never leaves the device. Its words stand in the page already. Without it the server says the same.
 */
const form = document.querySelector('#raise');
const notice = document.querySelector<HTMLElement>('#diverted');

form?.addEventListener('submit', (event) => {
  const typed = [...form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('#text, #place')];
  const why = typed.map(({ value }) => screenText(value)).find((each) => each !== undefined);
  if (why === undefined || !notice) return;
  event.preventDefault();
  for (const each of notice.querySelectorAll<HTMLElement>('[data-why]')) each.hidden = each.dataset['why'] !== why;
  for (const each of notice.querySelectorAll<HTMLElement>('[data-by]')) each.hidden = each.dataset['by'] !== 'script';
  notice.hidden = false;
  notice.focus();
});
