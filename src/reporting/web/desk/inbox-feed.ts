import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import type { listChanges, listReports } from '../../desk/desk.contract.ts';

type Page = OutputOf<typeof listReports>;
/** A row as the server gives it: sealed. */
export type SealedRow = Page['rows'][number];
type Changes = OutputOf<typeof listChanges>;

const FIRST_PAGE = 100;
const NEXT_PAGES = 500;

/** What an inbox does with what comes. */
export interface FeedGround {
  readonly ask: <Answer>(path: string) => Promise<Answer>;
  /** Rows, new or anew, in any order. */
  readonly take: (rows: readonly SealedRow[], womenOnly: number) => Promise<void>;
  /** Reports that are no longer this desk's. */
  readonly drop: (ids: readonly Id[]) => void;
}

/** How a desk's list comes to a device and stays true. Each call waits for the one before it. */
export interface Feed {
  /** Loads what is open, urgent first; once it is there, what changed since. */
  readonly refresh: () => Promise<void>;
  /** Loads what has ended, once: nobody needs it at each sign-in. */
  readonly loadEnded: () => Promise<void>;
}

/** The feed of one desk, nothing loaded yet. */
export function newFeed(deskId: Id, { ask, take, drop }: FeedGround): Feed {
  const desk = `/api/desks/${deskId}`;
  /** From where to ask for changes: set by the first answer, because what changes while the rest is loaded must not be missed. */
  let mark: string | undefined;
  let hasOpen = false;
  let hasEnded = false;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  };

  async function page(query: string): Promise<Page> {
    const answer = await ask<Page>(`${desk}/reports?${query}`);
    mark ??= answer.mark;
    return answer;
  }

  async function loadPart(part: 'open' | 'ended'): Promise<void> {
    let next: Promise<Page> | undefined = page(`part=${part}&limit=${FIRST_PAGE}`);
    while (next !== undefined) {
      const { rows, womenOnly, cursor }: Page = await next;
      // The next page travels while this one is opened.
      next = cursor === null ? undefined : page(`part=${part}&limit=${NEXT_PAGES}&cursor=${cursor}`);
      next?.catch(() => undefined);
      await take(rows, womenOnly);
    }
  }

  async function follow(): Promise<void> {
    for (let more = true; more;) {
      const changes: Changes = await ask<Changes>(`${desk}/changes?since=${mark ?? '0'}`);
      drop(changes.left);
      await take(changes.rows, changes.womenOnly);
      mark = changes.mark;
      more = changes.more;
    }
  }

  return {
    refresh: () =>
      inTurn(async () => {
        if (hasOpen) return follow();
        const urgent = await page('urgent=1');
        await take(urgent.rows, urgent.womenOnly);
        await loadPart('open');
        hasOpen = true;
      }),
    loadEnded: () =>
      inTurn(async () => {
        if (hasEnded) return;
        await loadPart('ended');
        hasEnded = true;
      }),
  };
}
