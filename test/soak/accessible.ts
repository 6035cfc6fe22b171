/** Every page and step under axe in all three languages (test/journeys/screens/walks.ts). */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runChild } from '../../scripts/gate/child.ts';
import { readJourneys } from '../../scripts/gate/journeys.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const REPORT = join(ROOT, '.test', 'accessible.json');

mkdirSync(dirname(REPORT), { recursive: true });
rmSync(REPORT, { force: true });
const { output } = await runChild(join(ROOT, 'node_modules/.bin/playwright'), ['test', 'accessible.journey'], {
  cwd: ROOT,
  env: { MUNTADA_JOURNEY_REPORT: REPORT, MUNTADA_LANGUAGES: 'all' },
  onLine: (line) => console.log(line),
});
const json = readFileSync(REPORT, 'utf8');
const { passed, failed, details } = readJourneys(json);
for (const line of details) console.log(line);
if (passed + failed === 0) console.log(output);
const screens = [...json.matchAll(/"type": "screens",\s*"description": "(\d+)"/g)].reduce(
  (sum, [, count]) => sum + Number(count),
  0,
);
console.log(
  JSON.stringify({ name: 'axe, WCAG 2.2 AA', figures: { languages: 3, walks: passed + failed, screens, failed } }),
);
if (failed > 0 || screens === 0) process.exitCode = 1;
