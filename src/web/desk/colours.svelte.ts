import dark from '../ui/css/dark.css?inline';
import light from '../ui/css/tokens.css?inline';
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

/** The chosen colours as a sheet of their own, behind the page's: the same files, without the question what the device is set to. */
const chosen = new CSSStyleSheet();

function show(scheme: ColourScheme): void {
  current = scheme;
  chosen.replaceSync({ system: '', light: `${light} :root { color-scheme: light }`, dark }[scheme]);
  document.adoptedStyleSheets = [chosen];
}
