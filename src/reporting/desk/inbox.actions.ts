import type { Actor } from '../../base/actor.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { HalfYear } from '../../base/clock.ts';
import { baghdadDay, halfYearOf, halfYearsBefore } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { isUuid } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import { isSealedEntry } from '../../crypto/entry.ts';
import { maySeeDesk } from '../access.ts';
import type { DeskGround, Seated } from './desk.actions.ts';
import { onReport, scopeOf } from './desk.actions.ts';
import type { getOverview, listChanges, listReports, putEntry } from './desk.contract.ts';
import type { Cursor, ListRow, Mark } from './desk.queries.ts';
import {
  countOpen,
  countWomenOnly,
  listBands,
  listChanged,
  listDeskReports,
  listLeft,
  readMark,
  setEntry,
} from './desk.queries.ts';

/** Transaction numbers have 64 bits. */
const XACT_END = 2n ** 64n;
/** Changed rows in one answer. */
const CHANGES_MOST = 500;
/** Half-years of first answers that a desk compares, this one among them. */
const HALF_YEARS = 4;

/** A page of a desk's list: sealed entries only. */
export async function listForDesk(
  ground: DeskGround,
  actor: Actor,
  deskId: Id,
  query: Input<typeof listReports>['query'],
): Promise<OutputOf<typeof listReports>> {
  must(maySeeDesk(actor, deskId), 'not_allowed');
  const women = actor.desks.some((seat) => seat.deskId === deskId && seat.women);
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const rows = await listDeskReports(tx, {
      deskId,
      women,
      state: query.state,
      urgent: query.urgent !== undefined,
      part: query.part,
      after: query.cursor === undefined ? undefined : readCursor(query.cursor),
      limit: query.limit,
    });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      rows: rows.map(rowAsText),
      cursor: last ? `${last.day}.${last.id}` : null,
      womenOnly: women ? 0 : await countWomenOnly(tx, deskId),
      mark: rows[0]?.mark ?? (await readMark(tx)),
    };
  });
}

/** What changed in a desk's list since somebody asked last. What came in while she asked is told twice rather than never. */
export async function listChangesForDesk(
  ground: DeskGround,
  actor: Actor,
  deskId: Id,
  since: string,
): Promise<OutputOf<typeof listChanges>> {
  must(maySeeDesk(actor, deskId), 'not_allowed');
  const women = actor.desks.some((seat) => seat.deskId === deskId && seat.women);
  const from = readSince(since);
  return ground.database.transact(scopeOf(actor), async (tx) => {
    // First of all: whatever commits from here on is asked for the next time.
    const mark = await readMark(tx);
    const rows = await listChanged(tx, { deskId, women, since: from, limit: CHANGES_MOST });
    const last = rows.length === CHANGES_MOST ? rows.at(-1) : undefined;
    return {
      rows: rows.map(rowAsText),
      left: await listLeft(tx, deskId, women, from),
      mark: last ? `${last.changed}.${last.id}` : mark,
      more: last !== undefined,
      womenOnly: women ? 0 : await countWomenOnly(tx, deskId),
    };
  });
}

/** Puts a re-sealed list entry in the place of a report's summary. */
export async function saveEntry(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  { entry, epoch }: Input<typeof putEntry>['body'],
): Promise<void> {
  const bytes = fromBase64url(entry);
  must(isSealedEntry(bytes), 'envelope_damaged');
  await onReport(ground, actor, reportId, async (tx) => setEntry(tx, reportId, bytes, epoch));
}

/** Who has a seat at a desk of hers. */
export async function listDeskMembers(ground: DeskGround, actor: Actor, deskId: Id): Promise<Seated[]> {
  must(maySeeDesk(actor, deskId), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => [...(await ground.listSeated(tx, deskId))]);
}

/** The counts of a desk of hers. */
export async function readOverview(
  ground: DeskGround,
  actor: Actor,
  deskId: Id,
): Promise<OutputOf<typeof getOverview>> {
  must(maySeeDesk(actor, deskId), 'not_allowed');
  return ground.database.transact(scopeOf(actor), async (tx) => {
    const counts = await countOpen(tx, deskId, baghdadDay(ground.clock()));
    const now = halfYearOf(baghdadDay(ground.clock()));
    const counted = await listBands(tx, deskId, halfYearsBefore(now, HALF_YEARS - 1));
    const halfYears = [...new Set([now, ...counted.map(({ halfYear }) => halfYear)])];
    const bandsOf = (halfYear: HalfYear) => counted.filter((each) => each.halfYear === halfYear);
    return {
      ...counts,
      answers: halfYears.map((halfYear) => ({
        halfYear,
        bands: Object.fromEntries(bandsOf(halfYear).map(({ band, count }) => [band, count])),
      })),
    };
  });
}

function rowAsText(row: ListRow): OutputOf<typeof listReports>['rows'][number] {
  const { id, day, state, epoch } = row;
  return {
    id,
    day,
    state,
    epoch,
    ...(row.women ? { women: true as const } : {}),
    ...(row.notPolice ? { notPolice: true as const } : {}),
    ...(row.unread ? { unread: true as const } : {}),
    ...(row.answered ? { answered: true as const } : {}),
    ...(row.locked ? { locked: true as const } : {}),
    ...(row.urgentUntil ? { urgentUntil: row.urgentUntil.toISOString() } : {}),
    ...(row.assigneeId ? { assigneeId: row.assigneeId } : {}),
    ...(row.dueOn ? { dueOn: row.dueOn } : {}),
    ...(row.closureBy ? { closureBy: row.closureBy } : {}),
    ...(row.expiresOn ? { expiresOn: row.expiresOn } : {}),
    ...(row.entry && row.entryEpoch !== null
      ? {
          entry: toBase64url(row.entry),
          entryEpoch: row.entryEpoch,
        }
      : {}),
    ...(row.summary ? { summary: toBase64url(row.summary) } : {}),
  };
}

function readSince(text: string): Mark {
  const [xact = '', id] = text.split('.');
  must(BigInt(xact) < XACT_END && (id === undefined || isUuid(id)), 'malformed');
  return { xact, id };
}

function readCursor(text: string): Cursor {
  const [day = '', id = ''] = text.split('.');
  must(/^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id), 'malformed');
  return { day, id };
}
