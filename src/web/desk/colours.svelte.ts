import { findKept, keep } from './kept.ts';

export const colourSchemes = ['system', 'light', 'dark'] as const;
export type ColourScheme = (typeof colourSchemes)[number];

const NAME = 'colours';

let current: ColourScheme = $state('system');

/** The colours chosen on this device. */
export function colours(): ColourScheme {
  return current;
}

/** Puts back what was chosen on this device before. */
export async function restoreColours(): Promise<void> {
  const kept = await findKept(NAME);
  show(colourSchemes.find((each) => each === kept) ?? 'system');
}

/** Chooses colours and keeps the choice on this device. */
export async function setColours(scheme: ColourScheme): Promise<void> {
  show(scheme);
  await keep(NAME, scheme);
}

function show(scheme: ColourScheme): void {
  current = scheme;
  if (scheme === 'system') delete document.documentElement.dataset['colours'];
  else document.documentElement.dataset['colours'] = scheme;
}
