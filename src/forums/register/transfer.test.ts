import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { utf8 } from '../../base/bytes.ts';
import { baghdadDay } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../../demo/organisations.ts';
import type { ColumnKey } from './columns.model.ts';
import { columnKeys, tagOf } from './columns.model.ts';
import { titleOf } from './words.model.ts';
import { readCsv, textOf, writeCsv } from './csv.model.ts';
import { exportRegister } from './export.actions.ts';
import { keepForum, readHistory, readRegister } from './forum.actions.ts';
import { runImport, tryImport } from './import.actions.ts';
import { writeWorkbook } from './workbook.actions.ts';

const app = await withApplication();
const { database, clock, asAdmin, unexpected } = app;
const ground = { database, clock };
const admin = await newForumPerson(app, BASRA_POLICE, ['administrator']);
const elsewhere = await newForumPerson(app, NINEVEH_POLICE, ['administrator']);
const secretary = await newForumPerson(app, BASRA_POLICE, [], [[MAQIL, 'secretary']]);
const trainer = await newForumPerson(app, BASRA_POLICE, ['trainer']);
const refused = (code: string) => (error: unknown) => isProblem(error, code as 'not_allowed');
const today = () => baghdadDay(clock());

type Line = Partial<Record<ColumnKey, string>>;
const keys = [...columnKeys];
const good: Line = {
  name_ar: 'منتدى الزبير (مثال توضيحي)',
  name_en: 'Zubair (illustrative)',
  governorate: 'البصرة',
  founder: 'police',
  founded_on: '2026-01-15',
};
const tableOf = (lines: readonly Line[], heading = keys.map((key) => titleOf(key, 'ar'))) => [
  heading,
  keys.map(tagOf),
  ...lines.map((line) => keys.map((key) => line[key] ?? '')),
];
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const csv = (lines: readonly Line[]) =>
  base64(
    tableOf(lines)
      .map((row) => row.join(','))
      .join('\n'),
  );
const xlsx = (lines: readonly Line[]) => base64(writeWorkbook(tableOf(lines), { rightToLeft: true, frozenRows: 2 }));
const reportOn = async (content: string, by = admin) => tryImport(ground, by, content);
const whyOf = async (content: string) => (await reportOn(content)).refused?.why;
/** The faults of one changed row, beside one that is right. */
async function faultsOf(change: Line): Promise<string[]> {
  const other = { ...good, name_ar: 'منتدى آخر (مثال توضيحي)' };
  const { faults, refused: whole } = await reportOn(csv([other, { ...good, ...change }]));
  assert.equal(whole, null);
  return faults.map(({ row, column, why }) => `${row} ${column} ${why}`);
}
async function countForums(): Promise<number> {
  const [row] = await asAdmin<{ count: number }>('select count(*)::integer as count from forum');
  return row?.count ?? Number.NaN;
}

/** A workbook by hand: its sheet, and what else is to be different. */
function workbook(sheet: string, parts: Readonly<Record<string, string>> = {}): string {
  const all = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="s" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/a.xml"/></Relationships>',
    'xl/worksheets/a.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  };
  return base64(zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, utf8(text)]))));
}
const textCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const headRow = `<row>${keys.map((key) => textCell(tagOf(key))).join('')}</row>`;
const rowWith = (line: Line, own: Partial<Record<ColumnKey, string>>) =>
  `<row>${keys.map((key) => own[key] ?? textCell(line[key] ?? '')).join('')}</row>`;

test('only who keeps the register imports; who has nothing to do with forums does not export', async () => {
  for (const by of [secretary, trainer]) {
    await assert.rejects(tryImport(ground, by, csv([good])), refused('not_allowed'));
    await assert.rejects(runImport(ground, by, randomId(), csv([good])), refused('not_allowed'));
  }
  await assert.rejects(exportRegister(ground, trainer, { format: 'csv' }, 'ar'), refused('not_allowed'));
  const { bytes } = await exportRegister(ground, secretary, { format: 'csv' }, 'ar');
  assert.ok(!new TextDecoder().decode(bytes).includes(BASHIQA), 'another organisation’s forum is not in it');
  assert.deepEqual(await faultsOf({ id: BASHIQA }), ['4 id unknownId']);
});

test('what is exported is read back without a change, from both formats and in all three languages', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    for (const locale of ['ar', 'ckb', 'en'] as const) {
      const { bytes, name } = await exportRegister(ground, admin, { format }, locale);
      assert.equal(name, `forums-${today()}.${format}`);
      const { refused: whole, faults, rows, unchanged, ignored } = await reportOn(base64(bytes));
      assert.deepEqual([whole, faults, ignored], [null, [], []], `${format} ${locale}`);
      assert.deepEqual([rows, unchanged], [9, 9]);
    }
  }
});

test('a file is written as a whole: what is new, what is changed; the same import again changes nothing', async () => {
  const { bytes } = await exportRegister(ground, admin, { format: 'csv' }, 'en');
  const renamed = new TextDecoder().decode(bytes).replace(/Al-Ma['’]qil[^,"]*/, 'Al-Maqil, renamed (illustrative)');
  const lines = `${renamed.trimEnd().replace('Al-Maqil, renamed (illustrative)', '"Al-Maqil, renamed (illustrative)"')}\r\n`;
  const added = keys
    .map(
      (key) =>
        ({ ...good, district: 'الزبير', meets_week: '٢', meets_weekday: '4', meets_from: '10:00', meets_to: '١٢:٣٠' })[
          key as 'district'
        ] ?? '',
    )
    .join(',');
  const file = base64(lines + added);
  const before = await countForums();
  const { added: more, changed, unchanged, faults } = await reportOn(file);
  assert.deepEqual([more, changed, unchanged, faults], [1, 1, 8, []]);
  assert.equal(await countForums(), before, 'a dry run writes nothing');
  const importId = randomId();
  await runImport(ground, admin, importId, file);
  assert.equal(await countForums(), before + 1);
  const again = await runImport(ground, admin, importId, file);
  assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 10]);
  await assert.rejects(runImport(ground, admin, randomId(), file), refused('import_refused'));
  const { forums } = await readRegister(ground, admin, {});
  const zubair = forums.find(({ names }) => names.ar === good.name_ar);
  assert.deepEqual(zubair?.meets, { week: 2, weekday: 3, from: 600, to: 750 });
  assert.deepEqual([zubair?.governorateId, zubair?.foundedOn, zubair?.founder], ['IQG02', '2026-01-15', 'police']);
  assert.notEqual(zubair?.districtId, null);
  const { versions } = await readHistory(ground, admin, MAQIL);
  assert.equal(versions[0]?.since, today());
  assert.deepEqual(
    (await readHistory(ground, admin, zubair?.id ?? '')).versions.map(({ since }) => since),
    ['2026-01-15'],
  );
  const [leaf] = await asAdmin<{ count: number }>(
    `select count(*)::integer as count from audit_event where verb = 'forums.imported'`,
  );
  assert.equal(leaf?.count, 1);
  await asAdmin('delete from forum_record where forum_id = $1', [zubair?.id]);
  await asAdmin('delete from forum where id = $1', [zubair?.id]);
});

test('every bad cell is named with its row and column; with one of them nothing is written', async () => {
  const cases: readonly (readonly [Line, readonly string[]])[] = [
    [{}, []],
    [{ name_ar: '', name_en: '' }, ['name_ar missing', 'name_en missing']],
    [{ governorate: '' }, ['governorate missing']],
    [{ governorate: 'أطلانتس' }, ['governorate unknownPlace']],
    [{ governorate: 'IQG02', district: 'أطلانتس' }, ['district unknownPlace']],
    [{ district: 'الرمادي' }, ['district otherGovernorate']],
    [{ founder: 'nobody' }, ['founder badFounder']],
    [{ founder: 'أسّسته الشرطة', founded_on: '٢٠٢٦-٠١-١٥' }, []],
    [{ founded_on: '15/01/2026' }, ['founded_on badDay']],
    [{ founded_on: '2026-02-30' }, ['founded_on badDay']],
    [{ founded_on: '2027-01-01' }, ['founded_on dayAhead']],
    [{ founded_on: '' }, ['founded_on noDay']],
    [{ founded_on: '', planned_for: '2027-01-01' }, []],
    [{ closed_on: '2025-01-01' }, ['closed_on closedBefore']],
    [{ id: 'x' }, ['id badId']],
    [{ id: randomId() }, ['id unknownId']],
    [{ name_ar: 'منتدى آخر (مثال توضيحي)' }, ['name_ar nameTwice']],
    [{ name_ar: 'مُنتدى  اخر (مثال توضيحى)' }, ['name_ar nameTwice']],
    [{ name_en: '=HYPERLINK("x")'.replace(/"/g, "'") }, ['name_en formula']],
    [{ name_en: '@SUM(1)' }, ['name_en formula']],
    [{ name_en: 'x'.repeat(301) }, ['name_en tooLong']],
    [{ name_en: 'a\u0007b' }, ['name_en controlSigns']],
    [{ quarter_ar: 'محلة' }, ['quarter_en missing']],
    [
      { meets_week: '5', meets_weekday: '0', meets_from: '25:00', meets_to: 'x' },
      ['meets_week badSeries', 'meets_weekday badSeries', 'meets_from badTime', 'meets_to badTime'],
    ],
    [{ meets_week: '1' }, ['meets_weekday missing', 'meets_from missing', 'meets_to missing']],
    [{ meets_week: '1', meets_weekday: '1', meets_from: '12:00', meets_to: '10:00' }, ['meets_to badTime']],
  ];
  for (const [change, expected] of cases) {
    assert.deepEqual(
      await faultsOf(change),
      expected.map((each) => `4 ${each}`),
      JSON.stringify(change),
    );
  }
  const [taken] = (await readRegister(ground, admin, {})).forums;
  assert.deepEqual(await faultsOf({ name_ar: taken?.names.ar ?? '' }), ['4 name_ar nameTaken']);
  assert.deepEqual(await faultsOf({ id: MAQIL }), [], 'whoever has the identifier may rename');
  const before = await countForums();
  const half = csv([good, { ...good, governorate: 'x', name_ar: 'ب' }]);
  await assert.rejects(runImport(ground, admin, randomId(), half), refused('import_refused'));
  assert.equal(await countForums(), before);
  const { faultCount, faults } = await reportOn(csv(Array.from({ length: 700 }, () => ({ founder: 'x' }))));
  assert.deepEqual([faultCount, faults.length], [700 * 5, 500]);
});

test('what a file is, its content says: old Excel under a new name, pages, pictures, other encodings', async () => {
  assert.equal(await whyOf(''), 'empty');
  assert.equal(await whyOf(csv([])), 'empty');
  assert.equal(await whyOf(base64(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]))), 'oldExcel');
  assert.equal(await whyOf(base64('<html><table></table></html>')), 'notATable');
  assert.equal(await whyOf(base64(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff]))), 'encoding');
  assert.equal(await whyOf(base64(zipSync({ 'content.xml': utf8('<office/>') }))), 'notATable');
  const table = tableOf([good]);
  const text = table.map((row) => row.join(';')).join('\r\n');
  // Windows-1256, as an Excel saves CSV when nobody tells it otherwise.
  const arabic = Buffer.from(text).map((byte) => (byte > 0x7f ? 0xe3 : byte));
  assert.equal(await whyOf(base64(arabic)), 'encoding');
  for (const bytes of [
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text.replace(/;/g, '\t')}`, 'utf16le'),
    Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    Buffer.from(`sep=;\r\n${text}`),
    // Without tags, the headings tell; in any language, and spaces do no harm.
    Buffer.from(
      [keys.map((key) => ` ${titleOf(key, 'ckb')} `), ...table.slice(2)].map((row) => row.join('\t')).join('\r'),
    ),
  ]) {
    const report = await reportOn(base64(bytes));
    assert.deepEqual([report.refused, report.faults, report.added], [null, [], 1]);
  }
  assert.equal(await whyOf(base64(`"${text}`)), 'damaged');
});

test('columns: missing, twice, and such as nobody reads', async () => {
  const { refused: whole } = await reportOn(base64('الاسم بالعربية,ملاحظات\nمنتدى,شيء'));
  assert.deepEqual(whole, { why: 'columnsMissing', columns: ['name_en', 'governorate', 'founder'] });
  const twice = await reportOn(
    base64('#org+name+i_ar,#org+i_ar+name,#org+name+i_en,#adm1+code,#org+founder+code\na,b,c,d,e'),
  );
  assert.deepEqual(twice.refused, { why: 'columnsTwice', columns: ['name_ar'] });
  const heading = [...keys.map((key) => titleOf(key, 'en')), 'Notes'];
  const { ignored, faults } = await reportOn(
    base64([heading, keys.map((key) => good[key] ?? '')].map((row) => row.join(',')).join('\n')),
  );
  assert.deepEqual([ignored, faults], [['Notes'], []]);
});

test('workbooks: dates, times and numbers of a spreadsheet; formulas, errors, other writers’ ways', async () => {
  const dated = rowWith(good, {
    founded_on: '<c t="n"><v>46037</v></c>',
    meets_week: '<c><v>2</v></c>',
    meets_weekday: '<c><v>4</v></c>',
    meets_from: '<c><v>0.41666666666666669</v></c>',
    meets_to: '<c><v>0.5</v></c>',
    name_ar: '<c t="s"><v>0</v></c>',
  });
  const strings =
    '<x:sst xmlns:x="x"><x:si><x:r><x:t>منتدى </x:t></x:r><x:rPh><x:t>no</x:t></x:rPh><x:r><x:t>الزبير</x:t></x:r></x:si></x:sst>';
  const file = workbook(headRow + dated, { 'xl/sharedStrings.xml': strings });
  assert.deepEqual((await reportOn(file)).faults, []);
  const importId = randomId();
  await runImport(ground, admin, importId, file);
  const { forums } = await readRegister(ground, admin, {});
  const found = forums.find(({ names }) => names.ar === 'منتدى الزبير');
  assert.deepEqual([found?.foundedOn, found?.meets], ['2026-01-15', { week: 2, weekday: 3, from: 600, to: 720 }]);
  const bad = rowWith(good, {
    name_ar: '<c t="str"><f>A1&amp;B1</f><v>منتدى</v></c>',
    founder: '<c t="e"><v>#REF!</v></c>',
  });
  const { faults } = await reportOn(workbook(headRow + bad));
  assert.deepEqual(
    faults.map(({ row, column, why }) => `${row} ${column} ${why}`),
    ['2 name_ar formula', '2 founder cellError'],
  );
  const old = '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet r:id="rId7"/></sheets></workbook>';
  assert.equal(await whyOf(workbook(headRow + dated, { 'xl/workbook.xml': old })), 'oldDates');
  // Text that only looks like a formula is text in a workbook.
  assert.deepEqual((await reportOn(xlsx([{ ...good, name_ar: 'ج', name_en: '=1+1' }]))).faults, []);
  assert.equal(await whyOf(workbook('<row><c r="ZZZ1"><v>1</v></c></row>')), 'tooLarge');
  assert.equal(await whyOf(workbook('<row><c>')), 'damaged');
  const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>';
  assert.equal(await whyOf(workbook('', { 'xl/worksheets/a.xml': entities })), 'damaged');
});

test('100,000 rows, a bomb, a lie about sizes, half a file: one clear refusal, and memory stays bounded', async () => {
  const many = tableOf(Array.from({ length: 100_000 }, (_, at) => ({ ...good, name_ar: `م ${at}`, name_en: 'f' })));
  assert.equal(
    await whyOf(
      base64(
        many
          .map((row) => row.join(','))
          .join('\n')
          .slice(0, 7_900_000),
      ),
    ),
    'tooManyRows',
  );
  const workbookOfMany = writeWorkbook(many, { rightToLeft: true, frozenRows: 2 });
  assert.ok(['tooManyRows', 'tooLarge'].includes((await whyOf(base64(workbookOfMany))) ?? ''));
  const before = process.memoryUsage().rss;
  const bomb = Buffer.from(workbook(`${headRow}<row>${'<c/>'.repeat(15_000_000)}</row>`), 'base64');
  assert.ok(bomb.length < 500_000);
  assert.equal(await whyOf(base64(bomb)), 'tooLarge');
  // The same bomb says that it is small.
  const small = Buffer.from(bomb);
  for (let at = small.indexOf('PK\u0001\u0002'); at >= 0; at = small.indexOf('PK\u0001\u0002', at + 4)) {
    if (small.readUInt32LE(at + 24) > 1e6) small.writeUInt32LE(1_000, at + 24);
  }
  assert.equal(await whyOf(base64(small)), 'damaged');
  const text = workbook(headRow, { 'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(40_000_000)}</t></si></sst>` });
  assert.equal(await whyOf(text), 'empty');
  const half = Buffer.from(xlsx([good]), 'base64');
  assert.equal(await whyOf(base64(half.subarray(0, half.length / 2))), 'damaged');
  assert.ok(process.memoryUsage().rss - before < 200e6, 'all of it in 200 MB');
  await assert.rejects(reportOn('A'.repeat(12_000_000)), refused('too_large'));
  assert.deepEqual((await reportOn(xlsx([{ ...good, name_ar: 'بعد كل ذلك' }]))).added, 1);
  assert.deepEqual(unexpected, []);
});

test('nothing that is exported to a text file is a formula there, and all of it is read back', async () => {
  const dangerous = ['=1+1', '+964', '-x', '@x', "'=x", 'a,b;"c"\nd'];
  const text = writeCsv([dangerous]);
  const back: (readonly string[])[] = [];
  readCsv(textOf(utf8(text)), (_, cells) => back.push(cells));
  assert.deepEqual(back, [["'=1+1", "'+964", "'-x", "'@x", "''=x", 'a,b;"c"\nd']]);
  const id = randomId();
  await keepForum(ground, elsewhere, id, {
    names: { ar: '=cmd', ckb: null, en: '@x' },
    governorateId: 'IQG15',
    districtId: null,
    subdistrict: null,
    quarter: null,
    founder: 'police',
    foundedOn: '2026-11-01',
    plannedFor: null,
    closedOn: null,
    meets: null,
    source: null,
  });
  const { bytes } = await exportRegister(ground, elsewhere, { format: 'csv' }, 'ar');
  assert.ok(!/(^|,)"?[=+@]/m.test(new TextDecoder().decode(bytes)));
  const { faults, unchanged, rows } = await reportOn(base64(bytes), elsewhere);
  assert.deepEqual([faults, rows - unchanged], [[], 0]);
});
