import type { RandomBytes } from '../../../crypto/random.ts';

/** A rectangle of a picture, in its pixels. */
export type Area = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Squares of the mosaic along the longer side of an area. */
const SQUARES = 12;
const JITTER = 24;

/** The pixels of a picture: four bytes each, red, green, blue, alpha. */
export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/**
 * Covers an area with a mosaic that is made up: shades drawn at random around the one average colour of the whole area. A mosaic of
 * true averages can be read back by trying letters; of this one nothing but a single colour is left. Changes the pixels themselves.
 */
export function cover(pixels: Pixels, area: Area, random: RandomBytes): void {
  const { left, top, width, height } = within(pixels, area);
  if (width <= 0 || height <= 0) return;
  const mean = meanColour(pixels, { left, top, width, height });
  const side = Math.max(4, Math.ceil(Math.max(width, height) / SQUARES));
  for (let y = top; y < top + height; y += side) {
    for (let x = left; x < left + width; x += side) {
      const shade = ((random(1)[0] ?? 0) / 255 - 0.5) * 2 * JITTER;
      const square = {
        left: x,
        top: y,
        width: Math.min(side, left + width - x),
        height: Math.min(side, top + height - y),
      };
      fill(
        pixels,
        square,
        mean.map((channel) => Math.round(channel + shade)),
      );
    }
  }
}

/** The part of an area that lies on the picture, in whole pixels that cover it. */
export function within({ width, height }: { width: number; height: number }, area: Area): Area {
  const left = Math.max(0, Math.floor(area.left));
  const top = Math.max(0, Math.floor(area.top));
  return {
    left,
    top,
    width: Math.min(width, Math.ceil(area.left + area.width)) - left,
    height: Math.min(height, Math.ceil(area.top + area.height)) - top,
  };
}

function meanColour(pixels: Pixels, area: Area): readonly number[] {
  const sums = [0, 0, 0];
  eachPixel(pixels, area, (at) => {
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (pixels.data[at + channel] ?? 0);
  });
  // Rounded to a coarse step: not even the exact average is left.
  return sums.map((sum) => Math.round(sum / (area.width * area.height) / 16) * 16);
}

function fill(pixels: Pixels, area: Area, [red = 0, green = 0, blue = 0]: readonly number[]): void {
  eachPixel(pixels, area, (at) => {
    pixels.data[at] = red;
    pixels.data[at + 1] = green;
    pixels.data[at + 2] = blue;
    pixels.data[at + 3] = 255;
  });
}

function eachPixel(pixels: Pixels, area: Area, visit: (at: number) => void): void {
  for (let y = area.top; y < area.top + area.height; y++) {
    for (let x = area.left; x < area.left + area.width; x++) visit((y * pixels.width + x) * 4);
  }
}
