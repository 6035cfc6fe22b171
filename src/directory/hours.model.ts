/** Opening hours of one weekday (0 = Saturday … 6 = Friday), in minutes since midnight in Baghdad; `to` is exclusive. */
export interface OpenHours {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

/** Neighbouring days with the same hours: "Sunday to Thursday, 08:00–15:00". Days count from Saturday (0), times in minutes. */
export interface HoursLine {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** Opening hours as few lines as they need, in the order of the week (Saturday first). */
export function linesOfHours(hours: readonly OpenHours[]): HoursLine[] {
  const ordered = [...hours].sort((one, other) => one.from - other.from || one.weekday - other.weekday);
  const lines: HoursLine[] = [];
  for (const { weekday, from, to } of ordered) {
    const before = lines[lines.length - 1];
    if (before && before.from === from && before.to === to && before.last === weekday - 1) {
      lines[lines.length - 1] = { ...before, last: weekday };
    } else {
      lines.push({ first: weekday, last: weekday, from, to });
    }
  }
  return lines.sort((one, other) => one.first - other.first || one.from - other.from);
}
