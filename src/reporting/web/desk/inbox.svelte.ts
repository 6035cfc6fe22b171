import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import type { Summary } from '../../../crypto/summary.ts';
import type { OpenDesk } from '../../../web/desk/desk-keys.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import type { listMembers, listReports } from '../../desk/desk.contract.ts';
import type { InboxRow, ReadRow } from './inbox-row.ts';
import { keysOf, readRow, sealRow } from './inbox-row.ts';
import { loadAreaNames, wordsOf } from './words.ts';

type Page = OutputOf<typeof listReports>;
export type Member = OutputOf<typeof listMembers>['members'][number];

const FIRST_PAGE = 100;
const NEXT_PAGES = 500;
/** Rows opened between two breaths of the page: an entry costs a tenth of a millisecond, a summary a few. */
const AT_ONCE = 50;
const LISTEN_MS = 60_000;

/** The inbox of one desk on this device: what has arrived so far, opened. */
export interface Inbox {
  readonly rows: readonly InboxRow[];
  readonly members: readonly Member[];
  /** Reports that only the desk's women see, for who is not among them. */
  readonly womenOnly: number;
  /** All pages are here: the search looks through everything. */
  readonly complete: boolean;
  readonly error: unknown;
  /** Takes a changed row over after an action. */
  readonly change: (id: Id, change: Partial<InboxRow>) => void;
  /** Adds words of a report that she opened to what the search looks through. */
  readonly learn: (summary: Summary, text: string) => void;
  readonly reload: () => Promise<void>;
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
  let shown: readonly InboxRow[] = $state.raw([]);
  let members: readonly Member[] = $state.raw([]);
  let womenOnly = $state(0);
  let complete = $state(false);
  let error: unknown = $state.raw();
  let loading = false;

  const show = () => {
    // Newest day first, as the server orders them; pages may overlap, so the map decides.
    shown = [...rows.values()].sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1));
  };

  const take = async (page: Page) => {
    womenOnly = page.womenOnly;
    for (let at = 0; at < page.rows.length; at += AT_ONCE) {
      const read = await Promise.all(page.rows.slice(at, at + AT_ONCE).map((row) => readRow(desk, row, wordsOf)));
      for (const { row } of read) rows.set(row.id, row);
      void reseal(read);
    }
    show();
  };

  const ask = (query: string) => deskCall<Page>('GET', `/api/desks/${desk.deskId}/reports?${query}`);

  const loadAll = async () => {
    if (loading) return;
    loading = true;
    try {
      error = undefined;
      const people = deskCall<OutputOf<typeof listMembers>>('GET', `/api/desks/${desk.deskId}/members`);
      await loadAreaNames();
      await take(await ask('urgent=1'));
      members = (await people).members;
      let page: Page | undefined = await ask(`limit=${FIRST_PAGE}`);
      while (page !== undefined) {
        // The next page travels while this one is opened.
        const next: Promise<Page> | undefined =
          page.cursor === null ? undefined : ask(`limit=${NEXT_PAGES}&cursor=${page.cursor}`);
        next?.catch(() => undefined);
        await take(page);
        page = await next;
      }
      complete = true;
    } catch (cause) {
      error = cause;
    } finally {
      loading = false;
    }
  };

  const reload = async () => {
    if (!complete) return await loadAll();
    try {
      error = undefined;
      await take(await ask('urgent=1'));
      await take(await ask(`limit=${FIRST_PAGE}`));
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
    get error() {
      return error;
    },
    change(id, change) {
      const row = rows.get(id);
      if (!row) return;
      rows.set(id, { ...row, ...change });
      show();
    },
    learn(summary, text) {
      const row = rows.get(summary.reportId);
      if (!row) return;
      rows.set(row.id, { ...row, summary, keys: keysOf({ ...summary, head: text }, wordsOf) });
      show();
    },
    reload,
    listen() {
      void loadAll();
      const timer = setInterval(() => {
        if (!document.hidden) void reload();
      }, LISTEN_MS);
      return () => clearInterval(timer);
    },
  };
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
