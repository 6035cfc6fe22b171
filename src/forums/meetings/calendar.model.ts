import type { Day } from '../../base/clock.ts';
import { MINUTE_MS, startOfDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';

/** A meeting as a calendar may know it: no agenda, no person (rule N3). */
export interface CalendarMeeting {
  readonly id: Id;
  readonly plannedOn: Day;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string | null;
  readonly cancelled: boolean;
  /** How often it was changed: calendars take the higher one. */
  readonly sequence: number;
}

const FOLD_BYTES = 75;

/** A calendar in the form of RFC 5545. `today` stands as the time of making: days, never hours. */
export function calendarOf(title: string, meetings: readonly CalendarMeeting[], today: Day): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muntada//Forums//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(title)}`,
    'X-WR-TIMEZONE:Asia/Baghdad',
    ...meetings.flatMap((each) => eventOf(title, each, today)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(title: string, meeting: CalendarMeeting, today: Day): string[] {
  const at = (minutes: number) => instant(startOfDay(meeting.plannedOn) + minutes * MINUTE_MS);
  return [
    'BEGIN:VEVENT',
    `UID:${meeting.id}`,
    `DTSTAMP:${today.replace(/-/g, '')}T000000Z`,
    `DTSTART:${at(meeting.startsAt)}`,
    `DTEND:${at(meeting.endsAt)}`,
    `SEQUENCE:${meeting.sequence}`,
    `STATUS:${meeting.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${escaped(title)}`,
    ...(meeting.place === null ? [] : [`LOCATION:${escaped(meeting.place)}`]),
    'END:VEVENT',
  ];
}

/** In UTC, which needs no table of time zones: Baghdad is three hours ahead all year. */
function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n|\r/g, '\\n');
}

/** Lines of at most 75 bytes; the next one begins with a space. No letter is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let result = '';
  let bytes = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (bytes + size > FOLD_BYTES) {
      result += '\r\n ';
      bytes = 1;
    }
    result += letter;
    bytes += size;
  }
  return result;
}
