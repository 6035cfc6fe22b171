import type { Names } from '../../base/shapes.ts';

/** A name in three languages while it is typed: texts, never null. */
export interface TypedNames {
  ar: string;
  ckb: string;
  en: string;
}

/** A name as fields show it. */
export function typed(names: Names | null | undefined): TypedNames {
  return { ar: names?.ar ?? '', ckb: names?.ckb ?? '', en: names?.en ?? '' };
}

/** As it is sent: Sorani may still be missing. */
export function sent({ ar, ckb, en }: TypedNames): Names {
  return { ar, ckb: ckb.trim() === '' ? null : ckb, en };
}

/** The same for a name that may be left out as a whole. */
export function sentOrNull(names: TypedNames): Names | null {
  return [names.ar, names.ckb, names.en].every((each) => each.trim() === '') ? null : sent(names);
}

/** A line that may be left out. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
