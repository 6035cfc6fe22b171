/**
 * Borrows the hotlines that stand on the first page for as long as an element is shown: they are there already, without a line and
 * without a second copy. `region`: the Kurdistan Region's numbers first.
 */
export function withHotlines(place: HTMLElement, region: boolean): { destroy: () => void } {
  const hotlines = document.querySelector('[data-hotlines]');
  const home = hotlines?.parentElement;
  if (!hotlines || !home) return { destroy: () => undefined };
  const stood = hotlines.nextSibling;
  const groups = [...hotlines.querySelectorAll('[data-group]')];
  const first = groups.find((group) => (group.getAttribute('data-group') === 'kurdistan') === region);
  if (first && groups[0] && first !== groups[0]) groups[0].before(first);
  place.append(hotlines);
  return { destroy: () => home.insertBefore(hotlines, stood) };
}
