import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL } from '../../../test/harness/forum-people.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { BASRA_POLICE } from '../../demo/organisations.ts';
import { locales } from '../../i18n/locale.ts';
import { calendarOf } from './calendar.model.ts';
import { drawMinutes } from './minutes-pdf.actions.ts';
import { sheetOf } from './minutes-pdf.model.ts';

const { server, asAdmin } = await withApplication();
const SECRET = 'عنوان لا يُنشر';

async function newMeeting(published: boolean): Promise<Id> {
  const id = randomId();
  await asAdmin(
    `insert into meeting (tenant_id, id, forum_id, planned_on, starts_at, ends_at, place, state, held_on)
     values ($1, $2, $3, '2026-12-08', 600, 720, 'قاعة المدرسة، المعقل; (مثال توضيحي)', 'minutesApproved', '2026-12-08')`,
    [BASRA_POLICE, id, MAQIL],
  );
  const item = {
    itemId: randomId(),
    title: 'إنارة (12 عمودًا)',
    notes: [],
    decision: null,
    solutions: [],
    commitments: [],
  };
  const attendance = { women: 9, men: 12, youth: 6, officersWomen: 1, officersMen: 2 };
  const content = { attendance, quorumMet: true, recordSeq: 0, items: [{ ...item, title: SECRET }], closing: null };
  await asAdmin(
    `insert into agenda_item (tenant_id, meeting_id, id, position, kind, title) values ($1, $2, $3, 1, 'other', $4)`,
    [BASRA_POLICE, id, randomId(), SECRET],
  );
  await asAdmin(
    `insert into minutes (tenant_id, meeting_id, version, content, redacted, secretary_id, chair_id, published_on)
     values ($1, $2, 1, $3, $4, $5, $6, $7)`,
    [
      BASRA_POLICE,
      id,
      JSON.stringify(content),
      JSON.stringify({ items: [item], closing: null, letStand: [] }),
      randomId(),
      randomId(),
      published ? '2026-12-20' : null,
    ],
  );
  return id;
}

const get = (url: string) => server.inject({ method: 'GET', url });

test('what is not published, not of this forum, or no id: nothing is found', async () => {
  const [open, closed] = [await newMeeting(true), await newMeeting(false)];
  for (const url of [
    `/forums/${MAQIL}/minutes/${closed}.pdf`,
    `/forums/${BASHIQA}/minutes/${open}.pdf`,
    `/forums/${MAQIL}/minutes/x.pdf`,
    `/forums/${randomId()}/calendar.ics`,
    `/forums/x/calendar.ics`,
    `/forums/${BASHIQA}/meetings/${open}.ics`,
    `/forums/${MAQIL}/meetings/${randomId()}.ics`,
  ]) {
    assert.equal((await get(url)).statusCode, 404, url);
  }
});

test('published minutes are a PDF in each language, in the one font that has all letters, and say what was redacted', async () => {
  const id = await newMeeting(true);
  for (const locale of locales) {
    const answer = await get(`/forums/${MAQIL}/minutes/${id}.pdf?lang=${locale}`);
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-type'], 'application/pdf');
    assert.equal(answer.headers['content-disposition'], 'attachment; filename="minutes.pdf"');
    const pdf = answer.rawPayload;
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const fonts = [...`${pdf.toString('latin1')}${streamsOf(pdf)}`.matchAll(/\/FontName\s*\/(\S+?)[\s/]/g)];
    assert.ok(fonts.length > 0);
    for (const [, font = ''] of fonts) assert.match(font, /^[A-Z]{6}\+Vazirmatn-(Regular|Bold)$/);
  }
});

/** What is packed in the streams of a PDF. */
function streamsOf(pdf: Buffer): string {
  const parts: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
    } catch {
      // Not packed, or the word within something else.
    }
  }
  return parts.join('\n');
}

test('what somebody wrote is no command to the typesetter', async () => {
  const title = '#panic("x") *a* $x$ @y <z> \\ ```';
  const minutes = {
    forum: { ar: 'م', ckb: null, en: 'f' },
    heldOn: '2026-12-08',
    draft: true,
    illustrative: true,
    quorumMet: false,
    attendance: { women: 1, men: 1, youth: 0, officersWomen: 0, officersMen: 0 },
    text: {
      items: [{ itemId: randomId(), title, notes: [], decision: null, solutions: [], commitments: [] }],
      closing: title,
    },
  };
  assert.equal((await drawMinutes(minutes, 'en')).subarray(0, 5).toString(), '%PDF-');
  const sheet = sheetOf(minutes, 'ckb');
  assert.deepEqual([sheet.items[0]?.title.text, sheet.items[0]?.title.rtl, sheet.rtl], [title, false, true]);
  assert.equal(sheet.marks.length, 2);
});

test('a calendar tells when and where, and nothing that stands on an agenda', async () => {
  const id = await newMeeting(false);
  const feed = await get(`/forums/${MAQIL}/calendar.ics?lang=en`);
  assert.equal(feed.headers['content-type'], 'text/calendar; charset=utf-8');
  const file = await get(`/forums/${MAQIL}/meetings/${id}.ics?lang=en`);
  for (const { body } of [feed, file]) {
    const whole = body.replace(/\r\n /g, '');
    assert.ok(whole.includes(`UID:${id}`));
    assert.ok(whole.includes('DTSTART:20261208T070000Z') && whole.includes('DTEND:20261208T090000Z'));
    assert.ok(whole.includes('SUMMARY:Monthly meeting\\, Al-Ma’qil forum'));
    assert.ok(whole.includes('LOCATION:قاعة المدرسة، المعقل\\; (مثال توضيحي)'));
    assert.ok(!whole.includes(SECRET));
  }
  assert.equal(file.body.match(/BEGIN:VEVENT/g)?.length, 1);
});

test('lines of a calendar hold at most 75 bytes and cut no letter', () => {
  const place = 'قاعة '.repeat(40).trim();
  const meeting = {
    id: randomId(),
    plannedOn: '2026-12-08',
    startsAt: 0,
    endsAt: 60,
    place,
    cancelled: true,
    sequence: 2,
  };
  const text = calendarOf('a\nb', [meeting], '2026-11-25');
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75 && !line.includes('\n'));
  const whole = text.replace(/\r\n /g, '');
  assert.ok(
    whole.includes(`LOCATION:${place}`) && whole.includes('STATUS:CANCELLED') && whole.includes('SUMMARY:a\\nb'),
  );
  assert.ok(whole.includes('SEQUENCE:2') && whole.includes('DTSTART:20261207T210000Z'));
});
