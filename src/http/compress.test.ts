import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takesBrotli } from './compress.ts';

test('brotli goes to whoever takes it, and to nobody who says no or nonsense', () => {
  const no = [undefined, '', 'gzip', 'br;q=0', 'br; q=0.000', 'br;q=x', 'brx', 'x-br', 'gzip, br;q=x, ÿ', 'br;level=3'];
  for (const header of no) assert.equal(takesBrotli(header), false, header);
  const yes = [
    'br',
    'BR',
    'gzip, deflate, br',
    'gzip, deflate, br, zstd',
    'br;q=1.0, gzip;q=0.8',
    'gzip;q=1, br ; q=0.5',
  ];
  for (const header of yes) assert.equal(takesBrotli(header), true, header);
});
