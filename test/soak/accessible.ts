/** Every page and step under axe in all three languages (test/journeys/screens/walks.ts). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJourneys } from '../../scripts/gate/journeys.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const REPORT = join(ROOT, '.test', 'accessible.json');

mkdirSync(dirname(REPORT), { recursive: true });
rmSync(REPORT, { force: true });
// In the group of this process, so that whoever stops this stops the browsers too.
const child = spawn(join(ROOT, 'node_modules/.bin/playwright'), ['test', 'accessible.journey'], {
  cwd: ROOT,
  env: { ...process.env, MUNTADA_JOURNEY_REPORT: REPORT, MUNTADA_LANGUAGES: 'all' },
  stdio: 'inherit',
});
await once(child, 'exit');
const json = readFileSync(REPORT, 'utf8');
const { passed, failed, details } = readJourneys(json);
for (const line of details) console.log(line);
const found = [...json.matchAll(/"type": "screens",\s*"description": "(\d+)"/g)].map(([, count]) => Number(count));
const screens = found.reduce((sum, count) => sum + count, 0);
const figures = { languages: 3, walks: passed + failed, screens, failed };
console.log(JSON.stringify({ name: 'axe, WCAG 2.2 AA', figures }));
if (failed > 0 || screens === 0) process.exitCode = 1;
