/**
 * Single keys for the whole page, by the key's place on the keyboard (`KeyJ`), so that they work while Arabic or Kurdish letters are
 * typed; `?` is Shift and `Slash`. Nothing is taken while somebody writes, holds another key, or has a dialog open. Returns what ends it.
 */
export function shortcuts(keys: Readonly<Record<string, () => void>>): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event)) return;
    const name = nameOf(event);
    const act = Object.prototype.hasOwnProperty.call(keys, name) ? keys[name] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}

function nameOf(event: KeyboardEvent): string {
  if (event.key === '?' || event.key === '؟' || (event.code === 'Slash' && event.shiftKey)) return '?';
  return event.code === 'NumpadEnter' ? 'Enter' : event.code;
}

function isBusy(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest('input, textarea, select, [contenteditable]') !== null) return true;
  // Enter and Space belong to the button or link that has the focus.
  return event.code === 'Enter' && event.target.closest('button, a, summary') !== null;
}
