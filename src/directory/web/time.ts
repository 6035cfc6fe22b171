import { formatTime } from '../../i18n/format.ts';

const MINUTES_A_DAY = 1440;

/** `HH:MM` of a time field out of minutes since midnight; the end of the day is shown as 23:59. */
export function timeText(minutes: number): string {
  return formatTime(Math.min(minutes, MINUTES_A_DAY - 1));
}

/** Minutes since midnight out of a time field; undefined while it is not whole. 23:59 means the end of the day. */
export function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const found = Number(hours) * 60 + Number(minutes);
  return found === MINUTES_A_DAY - 1 ? MINUTES_A_DAY : found;
}
