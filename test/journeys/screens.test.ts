import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { walks } from './screens/walks.ts';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** The addresses of a table of routes, those inside another behind it. */
function addressesIn(routes: string): string[] {
  const found: string[] = [];
  let outer = '';
  for (const [, space = '', key = ''] of routes.matchAll(/^( {2}| {4})'(\/[^']*|\*)':/gm)) {
    if (space.length === 2) outer = key;
    found.push(space.length === 2 ? key : `${outer}${key}`.replace(/\/$/, ''));
  }
  return [...new Set(found)];
}

test('every page of the desk and every public page is on the list that is walked under axe', () => {
  const looked = walks.flatMap(({ screens }) => screens);
  const addresses = addressesIn(readFileSync(join(SOURCES, 'web', 'desk', 'routes.ts'), 'utf8'));
  assert.ok(addresses.length > 12 && addresses.includes('/inbox/:deskId/:reportId'), addresses.join());
  for (const address of addresses) {
    assert.ok(
      looked.some((screen) => screen === address || screen.startsWith(`${address} `)),
      `the desk’s ${address}`,
    );
  }
  const model = readFileSync(join(SOURCES, 'site', 'pages.model.ts'), 'utf8');
  const pages = [...(/type SitePages = \{(.*?)^\};/ms.exec(model)?.[1] ?? '').matchAll(/^ {2}readonly (\w+):/gm)];
  assert.ok(pages.length >= 6);
  for (const [, page = ''] of pages) {
    assert.ok(
      looked.some((screen) => screen === page || screen.startsWith(`${page},`)),
      `the public page ${page}`,
    );
  }
});
