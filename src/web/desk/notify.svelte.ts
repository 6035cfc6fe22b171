import { m } from '../../i18n/messages.ts';
import { findKept, keep } from './kept.ts';

const NAME = 'notify';

/** `missing`: the browser knows none. `denied`: it does not let this site. */
export type Notifying = 'missing' | 'denied' | 'off' | 'on';

let wanted = $state(false);
let permission: NotificationPermission | undefined = $state(permissionNow());

/** Whether this device shows notifications. */
export function notifying(): Notifying {
  if (permission === undefined) return 'missing';
  if (permission === 'denied') return 'denied';
  return wanted && permission === 'granted' ? 'on' : 'off';
}

/** Puts back what was chosen on this device before. */
export async function restoreNotifying(): Promise<void> {
  wanted = (await findKept(NAME)) === true;
}

/** Turns notifications on, asking the browser, or off; the choice stays on this device. */
export async function setNotifying(on: boolean): Promise<void> {
  if (on && permission !== undefined) permission = await Notification.requestPermission();
  wanted = on && permission === 'granted';
  await keep(NAME, wanted);
}

/**
 * Shows the one sentence that a notification of this house ever says, unless she is looking at the page. It names nothing and counts
 * nothing (rule N3), and a newer one takes the place of the one before.
 */
export function notify(): void {
  if (notifying() !== 'on' || (document.visibilityState === 'visible' && document.hasFocus())) return;
  try {
    const shown = new Notification(m.alerts_something_waits(), { tag: 'muntada', lang: document.documentElement.lang });
    shown.addEventListener('click', () => {
      window.focus();
      shown.close();
    });
  } catch {
    // A phone's browser wants a service worker for it; the desk has none.
    permission = undefined;
  }
}

function permissionNow(): NotificationPermission | undefined {
  return 'Notification' in globalThis ? Notification.permission : undefined;
}
