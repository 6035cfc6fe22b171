/** A part of the first page: whom to call, or where to go. */
type Part = 'hotlines' | 'walkIns';

/**
 * Borrows a part of the first page for as long as an element is shown: it is there already, without a line and without a second copy.
 * `region`: the Kurdistan Region's numbers first.
 */
export function borrowed(
  place: HTMLElement,
  { part, region = false }: { part: Part; region?: boolean },
): { destroy: () => void } {
  const found = document.querySelector(`[data-part=${part}]`);
  const home = found?.parentElement;
  if (!found || !home) return { destroy: () => undefined };
  const stood = found.nextSibling;
  const groups = [...found.querySelectorAll('[data-group]')];
  const first = groups.find((group) => (group.getAttribute('data-group') === 'kurdistan') === region);
  if (first && groups[0] && first !== groups[0]) groups[0].before(first);
  place.append(found);
  return { destroy: () => home.insertBefore(found, stood) };
}
