import type { Id } from '../../../base/ids.ts';
import type { InboxView } from './inbox-filter.ts';

let asked: { readonly deskId: Id; readonly view: InboxView } | undefined = $state.raw();

/** Asks a desk's inbox for a view, from a link elsewhere on the page. Not in the address: a second press must work as the first did. */
export function askForView(deskId: Id, view: InboxView): void {
  asked = { deskId, view };
}

/** The view that was asked for, once; read it in an effect of the inbox. */
export function takeAskedView(deskId: Id): InboxView | undefined {
  if (asked?.deskId !== deskId) return undefined;
  const { view } = asked;
  asked = undefined;
  return view;
}
