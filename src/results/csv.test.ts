import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvCell, statisticsCsv } from './csv.model.ts';

const basra = { id: 'IQG02', names: { ar: 'البصرة', ckb: 'بەسرە', en: 'Basra' } };
const halabja = { id: 'IQ-HA', names: { ar: 'حلبجة', ckb: null, en: 'Halabja, "the city"' } };
const release = {
  halfYear: '2026-H1',
  releasedOn: '2026-07-30',
  illustrative: true,
  total: null,
  cells: [
    { key: 'IQG02', count: 31 },
    { key: 'IQ-HA', count: null },
  ],
};

test('no cell becomes a formula in a spreadsheet', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x']) assert.match(csvCell(text), /^"?'/);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/);
      if (/[",\r\n]/.test(text)) assert.match(cell, /^"(?:[^"]|"")*"$/);
    }),
  );
});

test('a header row, a HXL row, then a row for each number; what is withheld is empty and says so', () => {
  const csv = statisticsCsv([release], [basra, halabja]);
  assert.equal(csv.charCodeAt(0), 0xfeff);
  const [header, hxl, ...rows] = csv.slice(1).trimEnd().split('\r\n');
  assert.equal(header?.split(',').length, hxl?.split(',').length);
  assert.ok(
    hxl?.split(',').every((tag) => /^#[a-z0-9]+(?:\+[a-z0-9_]+)*$/.test(tag)),
    hxl,
  );
  assert.deepEqual(rows, [
    '2026-H1,IQG02,البصرة,بەسرە,Basra,31,printed,2026-07-30,illustrative',
    '2026-H1,IQ-HA,حلبجة,,"Halabja, ""the city""",,fewer than 5 or withheld,2026-07-30,illustrative',
    '2026-H1,IQ,العراق,عێراق,Iraq,,withheld,2026-07-30,illustrative',
  ]);
});

test('without a release only the two first rows', () => {
  assert.equal(statisticsCsv([], []).trimEnd().split('\r\n').length, 2);
});
