import type { OutputOf } from '../../../base/endpoint.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import type { listAlerts } from '../../alerts/alert.contract.ts';
import type { DeskAlert } from '../../alerts/alert.model.ts';
import { isNews } from '../../alerts/alert.model.ts';

const LISTEN_MS = 30_000;
/** So many questions without an answer, and the page says that it would not know. */
const MOST_SILENCE = 3;

let current: readonly DeskAlert[] = $state.raw([]);
let silence = $state(0);

/** What she is to be told of now, desk by desk; empty when nothing is. */
export function alerts(): readonly DeskAlert[] {
  return current;
}

/** Whether the server has not answered for so long that an alert would not have come through. */
export function alertsAreBroken(): boolean {
  return silence >= MOST_SILENCE;
}

/** Asks the server at once: after an answer, so that the alert goes with it. */
export async function askForAlerts(onnews: () => void = () => undefined): Promise<void> {
  try {
    const { desks } = await deskCall<OutputOf<typeof listAlerts>>('GET', '/api/alerts');
    if (isNews(current, desks)) onnews();
    current = desks;
    silence = 0;
  } catch {
    silence++;
  }
}

/**
 * Asks twice a minute while she is signed in, whichever page is open, also behind another window or the lock. `onnews` is called when more
 * waits than before, or longer. Returns what ends it.
 */
export function listenForAlerts(onnews: () => void): () => void {
  void askForAlerts(onnews);
  const timer = setInterval(() => void askForAlerts(onnews), LISTEN_MS);
  return () => {
    clearInterval(timer);
    current = [];
    silence = 0;
  };
}
