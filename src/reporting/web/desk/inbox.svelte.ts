import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import type { Summary } from '../../../crypto/summary.ts';
import type { OpenDesk } from '../../../web/desk/desk-keys.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import type { listMembers } from '../../desk/desk.contract.ts';
import type { ReportState } from '../../model.ts';
import type { SealedRow } from './inbox-feed.ts';
import { newFeed } from './inbox-feed.ts';
import type { InboxRow, ReadRow } from './inbox-row.ts';
import { keysOf, readRow, sealRow } from './inbox-row.ts';
import { forgetOpened } from './opened.svelte.ts';
import { loadAreaNames, wordsOf } from './words.ts';

export type Member = OutputOf<typeof listMembers>['members'][number];

/** Rows opened between two breaths of the page: an entry costs a tenth of a millisecond, a summary a few. */
const AT_ONCE = 50;
const LISTEN_MS = 60_000;

/** The inbox of one desk on this device: what has arrived so far, opened. */
export interface Inbox {
  readonly rows: readonly InboxRow[];
  readonly members: readonly Member[];
  /** Reports that only the desk's women see, for who is not among them. */
  readonly womenOnly: number;
  /** Everything open is here. */
  readonly complete: boolean;
  /** What has ended is here too: the search looks through everything. */
  readonly everything: boolean;
  readonly error: unknown;
  /** Takes a changed row over after an action. */
  readonly change: (id: Id, change: Partial<InboxRow>) => void;
  /** Adds words of a report that she opened to what the search looks through. */
  readonly learn: (summary: Summary, text: string) => void;
  /** Whether a report was here and left the desk: she took it elsewhere. */
  readonly isGone: (id: Id) => boolean;
  readonly reload: () => Promise<void>;
  /** Fetches what has ended, when somebody searches or asks for it. */
  readonly loadEnded: () => Promise<void>;
  readonly listen: () => () => void;
}

const inboxes = new Map<Id, Inbox>();

/** The inbox of a desk; kept while the session is open, so that going back to it costs nothing. */
export function inboxOf(desk: OpenDesk): Inbox {
  const known = inboxes.get(desk.deskId);
  if (known) return known;
  const inbox = newInbox(desk);
  inboxes.set(desk.deskId, inbox);
  return inbox;
}

/** Forgets every opened row, when the session is locked or left. */
export function closeInboxes(): void {
  inboxes.clear();
}

function newInbox(desk: OpenDesk): Inbox {
  const rows = new Map<Id, InboxRow>();
  /** What she opened here is found by all its words, also after its row came anew. */
  const learned = new Map<Id, Pick<InboxRow, 'summary' | 'keys'>>();
  let shown: readonly InboxRow[] = $state.raw([]);
  let gone: ReadonlySet<Id> = $state.raw(new Set());
  let members: readonly Member[] = $state.raw([]);
  let womenOnly = $state(0);
  let complete = $state(false);
  let everything = $state(false);
  let error: unknown = $state.raw();

  const show = () => {
    // Newest day first, as the server orders them; pages may overlap, so the map decides.
    shown = [...rows.values()].sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1));
  };

  const take = async (sealed: readonly SealedRow[], counted: number) => {
    womenOnly = counted;
    for (let at = 0; at < sealed.length; at += AT_ONCE) {
      const read = await Promise.all(sealed.slice(at, at + AT_ONCE).map((row) => readRow(desk, row, wordsOf)));
      for (const { row } of read) {
        if (row.locked === true || isGone(row.state)) {
          learned.delete(row.id);
          forgetOpened(row.id);
        }
        rows.set(row.id, { ...row, ...learned.get(row.id) });
      }
      void reseal(read);
    }
    if (sealed.some((row) => gone.has(row.id))) gone = new Set([...gone].filter((id) => !rows.has(id)));
    show();
  };

  const drop = (ids: readonly Id[]) => {
    if (ids.length === 0) return;
    for (const id of ids) {
      rows.delete(id);
      learned.delete(id);
      forgetOpened(id);
    }
    gone = new Set([...gone, ...ids]);
    show();
  };

  const feed = newFeed(desk.deskId, { ask: (path) => deskCall('GET', path), take, drop });

  const reload = async () => {
    try {
      error = undefined;
      if (!complete) {
        const people = deskCall<OutputOf<typeof listMembers>>('GET', `/api/desks/${desk.deskId}/members`);
        await loadAreaNames();
        members = (await people).members;
      }
      await feed.refresh();
      complete = true;
    } catch (cause) {
      error = cause;
    }
  };

  const loadEnded = async () => {
    if (everything) return;
    try {
      error = undefined;
      await feed.loadEnded();
      everything = true;
    } catch (cause) {
      error = cause;
    }
  };

  return {
    get rows() {
      return shown;
    },
    get members() {
      return members;
    },
    get womenOnly() {
      return womenOnly;
    },
    get complete() {
      return complete;
    },
    get everything() {
      return everything;
    },
    get error() {
      return error;
    },
    isGone: (id) => gone.has(id),
    change(id, change) {
      const row = rows.get(id);
      if (!row) return;
      rows.set(id, { ...row, ...change });
      show();
    },
    learn(summary, text) {
      const row = rows.get(summary.reportId);
      if (!row) return;
      const words = { summary, keys: keysOf({ ...summary, head: text }, wordsOf) };
      learned.set(row.id, words);
      rows.set(row.id, { ...row, ...words });
      show();
    },
    reload,
    loadEnded,
    listen() {
      void reload();
      const timer = setInterval(() => {
        if (!document.hidden) void reload();
      }, LISTEN_MS);
      return () => clearInterval(timer);
    },
  };
}

/** Nothing of it is left to be opened. */
function isGone(state: ReportState): boolean {
  return state === 'withdrawn' || state === 'expired';
}

/** Puts list entries in the place of summaries, one after the other, in the background; a refusal leaves the summary, nothing is lost. */
async function reseal(read: readonly ReadRow[]): Promise<void> {
  for (const { row, reseal } of read) {
    if (reseal === undefined || row.locked === true) continue;
    try {
      const entry = await sealRow(reseal.epoch, reseal.summary);
      await deskCall('PUT', `/api/reports/${row.id}/entry`, { epoch: reseal.epoch.n, entry });
    } catch {
      return;
    }
  }
}
