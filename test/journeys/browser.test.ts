import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChromium } from './browser.ts';

test('CHROMIUM_PATH is an order: no other browser in its place', () => {
  assert.equal(
    findChromium({ CHROMIUM_PATH: '/gone', PATH: '/usr/bin' }, (path) => path !== '/gone'),
    undefined,
  );
  assert.equal(
    findChromium({ CHROMIUM_PATH: '/mine' }, () => true),
    '/mine',
  );
});

test('the PATH comes first; a file that does not start is passed over', () => {
  const starts = (path: string) => path === '/own/bin/google-chrome' || path === '/usr/bin/chromium';
  assert.equal(findChromium({ PATH: '/own/bin' }, starts), '/own/bin/google-chrome');
  assert.equal(findChromium({}, starts), '/usr/bin/chromium');
});

test('none that starts is none', () => {
  assert.equal(
    findChromium({ PATH: '/own/bin' }, () => false),
    undefined,
  );
});
