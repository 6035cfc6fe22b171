import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { geoCentroid } from 'd3-geo';
import { feature } from 'topojson-client';
import { distanceBetween, GOVERNORATE_MIDDLES } from './governorate-distance.ts';

const DATA = join(import.meta.dirname, '..', '..', '..', 'directory', 'data');
const read = (name: string) => JSON.parse(readFileSync(join(DATA, name), 'utf8')) as unknown;
const NOT_DRAWN = 'IQ-HA';

test('a governorate that is not in the table is the farthest of all, from everywhere', () => {
  for (const id of Object.keys(GOVERNORATE_MIDDLES)) {
    for (const other of Object.keys(GOVERNORATE_MIDDLES)) {
      assert.ok(distanceBetween(id, 'IQG99') > distanceBetween(id, other));
    }
  }
  assert.equal(distanceBetween('IQG99', 'IQG99'), 0);
});

test('the table has every governorate of the register, at the centre of gravity of its outline', () => {
  const { governorates } = read('places.json') as { governorates: { id: string }[] };
  assert.deepEqual(Object.keys(GOVERNORATE_MIDDLES).sort(), governorates.map(({ id }) => id).sort());
  const whole = read('governorates.topojson') as Parameters<typeof feature>[0];
  const areas = feature(whole, whole.objects['governorates'] as Parameters<typeof feature>[1]);
  const middles = 'features' in areas ? areas.features.map((each) => [each.id, geoCentroid(each)] as const) : [];
  assert.equal(middles.length, 18);
  const computed = Object.fromEntries(
    middles.map(([id, [east, north]]) => [String(id), [Math.round(10 * east), Math.round(10 * north)]]),
  );
  const { [NOT_DRAWN]: _town, ...drawn } = GOVERNORATE_MIDDLES;
  assert.deepEqual(drawn, computed);
});

test('the nearest ones are the neighbours on the map', () => {
  const nearest = (id: string) =>
    Object.keys(GOVERNORATE_MIDDLES)
      .filter((other) => other !== id)
      .sort((a, b) => distanceBetween(id, a) - distanceBetween(id, b))
      .slice(0, 2);
  assert.deepEqual(nearest('IQG15'), ['IQG09', 'IQG11'], 'Nineveh: Duhok, Erbil');
  assert.deepEqual(nearest('IQG02'), ['IQG17', 'IQG14'], 'Basra: Dhi Qar, Maysan');
  assert.equal(nearest(NOT_DRAWN)[0], 'IQG06', 'Halabja: Sulaymaniyah');
});
