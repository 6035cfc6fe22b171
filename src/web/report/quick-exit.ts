/** An ordinary place that opens everywhere; the link works without script too. */
export const exitAddress = 'https://www.google.com/';

/**
 * Blanks the page at once and goes to an ordinary site in place of this history entry, so that "back" does not lead here again.
 * The browser's own history and what a screen recorder saw are beyond us: the page says so.
 */
function leaveAtOnce(): void {
  document.documentElement.hidden = true;
  document.body.textContent = '';
  document.title = '';
  history.replaceState(null, '', '/');
  location.replace(exitAddress);
}

/** Makes every exit link of the page, and the Escape key, leave without a trace of its own. */
export function watchExits(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('[data-exit]') === null) return;
    event.preventDefault();
    leaveAtOnce();
  });
  document.addEventListener('keydown', (event) => {
    // while a word is being composed Escape belongs to the keyboard
    if (event.key === 'Escape' && !event.isComposing) leaveAtOnce();
  });
}
