import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { geoMercator, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { isProblem } from '../base/problem.ts';
import type { Topology } from './map.model.ts';
import { drawMap } from './map.model.ts';

const WIDTH = 600;
const file = readFileSync(join(import.meta.dirname, '..', 'directory', 'data', 'governorates.topojson'), 'utf8');
const topology = JSON.parse(file) as Topology;

/** The corners of a path of ours or of d3's. */
function cornersOf(path: string): number[][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MLl])(-?[\d.]+),(-?[\d.]+)/g)].map(([, kind, first, second]) => {
    [x, y] = kind === 'l' ? [x + Number(first), y + Number(second)] : [Number(first), Number(second)];
    return [x, y];
  });
}

function box(corners: number[][]): number[] {
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

test('refuses an object that is not in the file, and an arc that is not', () => {
  assert.throws(
    () => drawMap(topology, 'districts', WIDTH),
    (error) => isProblem(error, 'wrong_shape'),
  );
  const torn = { ...topology, arcs: topology.arcs.slice(0, 3) };
  assert.throws(
    () => drawMap(torn, 'governorates', WIDTH),
    (error) => isProblem(error, 'wrong_shape'),
  );
});

test('draws the 18 outlines where d3 draws them', () => {
  const map = drawMap(topology, 'governorates', WIDTH);
  // topojson-client has its own types for the same file.
  const whole = JSON.parse(file) as Parameters<typeof feature>[0];
  const areas = feature(whole, whole.objects['governorates'] as Parameters<typeof feature>[1]);
  assert.ok(areas.type === 'FeatureCollection');
  const path = geoPath(geoMercator().fitSize([WIDTH, 10_000], areas).translate([0, 0]));
  const d3 = new Map(areas.features.map((area) => [area.id, area]));
  const [left = 0, top = 0] = box(cornersOf(path(areas) ?? ''));
  assert.equal(map.shapes.length, 18);
  for (const shape of map.shapes) {
    const area = d3.get(shape.id);
    assert.ok(area, shape.id);
    const theirs = box(cornersOf(path(area) ?? ''));
    const ours = box(cornersOf(shape.path));
    theirs.forEach((value, side) => {
      const moved = value - (side % 2 === 0 ? left : top);
      assert.ok(Math.abs(moved - (ours[side] ?? NaN)) < 3, `${shape.id}: ${moved} and ${ours[side]}`);
    });
    const [x, y] = path.centroid(area);
    assert.ok(Math.hypot(x - left - shape.middle[0], y - top - shape.middle[1]) < 2, `${shape.id}: middle`);
  }
});

test('each outline ends where it began, and all together stay light', () => {
  const map = drawMap(topology, 'governorates', WIDTH);
  for (const { path } of map.shapes) {
    const corners = cornersOf(path);
    const [first, last] = [corners.at(0) ?? [], corners.at(-1) ?? []];
    assert.ok(Math.hypot((first[0] ?? 0) - (last[0] ?? 0), (first[1] ?? 0) - (last[1] ?? 0)) < 0.5);
  }
  const bytes = map.shapes.reduce((sum, { path }) => sum + path.length, 0);
  assert.ok(bytes < 25_000, `${bytes} bytes of paths`);
});
