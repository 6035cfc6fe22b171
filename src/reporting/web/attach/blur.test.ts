import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Pixels } from './blur.ts';
import { cover, within } from './blur.ts';
import { pagesOf, SIDE_MOST } from './picture.ts';

/** A repeatable "random". */
function counting() {
  let at = 7;
  return (length: number) => Uint8Array.from({ length }, () => (at = (at * 73 + 11) % 256));
}

function picture(width: number, height: number, grey: (at: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) data.set([grey(at), grey(at), grey(at), 255], at * 4);
  return { data, width, height };
}

test('of what was covered nothing but one coarse colour is left: different words under it give the same pixels', () => {
  const area = { left: 10, top: 5, width: 40, height: 20 };
  const black = picture(100, 50, (at) => (at % 2 === 0 ? 0 : 255));
  const white = picture(100, 50, (at) => (Math.floor(at / 100) % 2 === 0 ? 0 : 255));
  cover(black, area, counting());
  cover(white, area, counting());
  const inside = (pixels: Pixels) =>
    Array.from({ length: 20 }, (_, row) => [
      ...pixels.data.subarray(((5 + row) * 100 + 10) * 4, ((5 + row) * 100 + 50) * 4),
    ]);
  assert.deepEqual(inside(black), inside(white));
  assert.deepEqual(
    [...black.data.subarray(0, 40)],
    [...picture(100, 50, (at) => (at % 2 === 0 ? 0 : 255)).data.subarray(0, 40)],
  );
});

test('an area never reaches beyond the picture, and every pixel of it is covered', () => {
  const number = fc.integer({ min: -50, max: 150 });
  const size = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(number, number, size, size, (left, top, width, height) => {
      const pixels = picture(100, 60, () => 3);
      const area = within(pixels, { left: left / 3, top: top / 3, width: width / 3, height: height / 3 });
      cover(pixels, { left: left / 3, top: top / 3, width: width / 3, height: height / 3 }, () => Uint8Array.of(255));
      let changed = 0;
      for (let at = 0; at < pixels.data.length; at += 4) if (pixels.data[at] !== 3) changed++;
      assert.equal(changed, Math.max(0, area.width) * Math.max(0, area.height));
    }),
  );
});

test('a long screenshot is cut into pages that cover it, overlap, and stay legible', () => {
  assert.deepEqual(pagesOf(1080, 2400), [{ top: 0, height: 2400 }]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
      const pages = pagesOf(width, height);
      let reached = 0;
      for (const { top, height: tall } of pages) {
        assert.ok(top <= reached && tall > 0);
        reached = top + tall;
      }
      assert.equal(reached, height);
      // Never smaller than about 570 pixels wide, unless it was.
      for (const { height: tall } of pages) assert.ok(tall <= SIDE_MOST || tall <= width * 2.8);
    }),
  );
});
