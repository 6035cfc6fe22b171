import { toBase64url } from '../src/base/bytes.ts';
import { randomId } from '../src/base/ids.ts';
import { importIndexKey, sealEntry } from '../src/crypto/entry.ts';
import { newEpochKeys } from '../src/crypto/epoch.ts';
import type { Summary } from '../src/crypto/summary.ts';
import { filterRows } from '../src/reporting/web/desk/inbox-filter.ts';
import type { SealedRow } from '../src/reporting/web/desk/inbox-feed.ts';
import type { InboxRow } from '../src/reporting/web/desk/inbox-row.ts';
import { keysOf, readRow } from '../src/reporting/web/desk/inbox-row.ts';
import type { OpenDesk } from '../src/web/desk/desk-keys.ts';

const HEADS = [
  'شخص لا أعرفه وصل إلى صوري الشخصية بعدما بعتُ هاتفي القديم، ويهدد بنشرها إذا لم أرسل رصيداً كل أسبوع',
  'کەسێک وێنەکانی منی لە مۆبایلە کۆنەکەم وەرگرتووە و هەڕەشە دەکات بڵاویان بکاتەوە ئەگەر پارەی بۆ نەنێرم',
  'someone on Telegram says he has a video of me and wants 300 dollars, I paid once and he came back',
];
const WORDS = ['ابتزاز إلكتروني', 'البصرة', 'العربية'];

/** Opens so many sealed rows as the list does. Milliseconds for all. */
async function decrypt(count: number): Promise<number> {
  const deskId = randomId();
  const keys = await newEpochKeys({ deskId, key: 'general', n: 1 });
  const index = await importIndexKey(keys.indexKey);
  // Of a desk, reading a row needs its epochs alone.
  const record = { epochs: { general: { n: 1 } } };
  const desk = { deskId, record, epochs: [{ ...keys, index }] } as unknown as OpenDesk;
  const rows: SealedRow[] = [];
  for (let at = 0; at < count; at++) {
    const summary = summaryOf(at);
    const entry = toBase64url(await sealEntry(index, summary.reportId, { ...summary, marks: [] }));
    rows.push({ ...plainRow(summary.reportId), entry, entryEpoch: 1 } as unknown as SealedRow);
  }
  const begun = performance.now();
  const read = await Promise.all(rows.map((row) => readRow(desk, row, () => WORDS)));
  const took = performance.now() - begun;
  if (read.some(({ row }) => row.summary === undefined)) throw new Error('a row did not open');
  return took;
}

/** Searches so many open rows. Milliseconds. */
function search(count: number, query: string): number {
  const rows = Array.from({ length: count }, (_, at) => {
    const summary = summaryOf(at);
    return { ...plainRow(summary.reportId), summary, keys: keysOf(summary, () => WORDS) } as unknown as InboxRow;
  });
  const begun = performance.now();
  const found = filterRows(rows, { view: 'all', state: undefined, query }, { accountId: '', today: '2026-11-21' });
  const took = performance.now() - begun;
  if (found.length === 0 || found.length === count) throw new Error(`${found.length} rows found`);
  return took;
}

function summaryOf(at: number): Summary {
  const head = `${HEADS[at % HEADS.length] ?? ''} ${at}`;
  const reportId = randomId();
  return { v: 1, reportId, kind: 'eExtortion', urgent: false, area: 'IQG02', language: 'ar', marks: [], head };
}

function plainRow(id: string) {
  return { id, day: '2026-11-21', state: 'received', epoch: 1, women: false, notPolice: false, unread: true };
}

Object.assign(window, { bench: { decrypt, search } });
