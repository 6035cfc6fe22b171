/**
 * The middles of the governorates, east and north in tenths of a degree: the centres of gravity of the outlines that the public map
 * draws (recomputed by the test). Halabja has no outline yet; its town stands for it.
 */
export const GOVERNORATE_MIDDLES: Readonly<Record<string, readonly [east: number, north: number]>> = {
  'IQ-HA': [460, 352],
  IQG01: [416, 330],
  IQG02: [474, 304],
  IQG03: [454, 302],
  IQG04: [438, 311],
  IQG05: [451, 319],
  IQG06: [453, 355],
  IQG07: [445, 326],
  IQG08: [444, 333],
  IQG09: [431, 371],
  IQG10: [451, 339],
  IQG11: [442, 363],
  IQG12: [438, 325],
  IQG13: [441, 354],
  IQG14: [470, 319],
  IQG15: [425, 360],
  IQG16: [436, 345],
  IQG17: [463, 312],
  IQG18: [457, 327],
};

/** A degree to the east is so much of a degree to the north, in the middle of Iraq. */
const EAST_OF_NORTH = 0.84;
const UNKNOWN_IS_FAR = 1000;

/** How far one governorate is from another, in tenths of a degree; a rank among desks, never a place of hers. */
export function distanceBetween(one: string, other: string): number {
  if (one === other) return 0;
  const [from, to] = [GOVERNORATE_MIDDLES[one], GOVERNORATE_MIDDLES[other]];
  if (!from || !to) return UNKNOWN_IS_FAR;
  return Math.hypot((from[0] - to[0]) * EAST_OF_NORTH, from[1] - to[1]);
}
