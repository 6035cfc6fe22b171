import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withProject } from './plant.ts';
import { listTests, runTests } from './unit-tests.ts';

const head = "import { test } from 'node:test';\n";
const quiet = () => undefined;

test('no test file is a failure', async () => {
  assert.equal((await runTests(process.cwd(), [], quiet)).failed, 1);
});

test('a failing test, a file that breaks and a file without tests fail; a skipped one is told', async () => {
  const files = {
    'src/a.test.ts': `${head}test('good', () => undefined);\ntest('later', { skip: true }, () => undefined);\n`,
    'src/b.test.ts': `${head}test('wrong', () => {\n  throw new Error('so wrong');\n});\n`,
    'src/c.test.ts': "throw new Error('cannot load');\n",
    'src/d.test.ts': 'export const nothing = 1;\n',
    'src/e.test.ts': `${head}test('outer', async (t) => {\n  await t.test('inner', () => {\n    throw new Error('inside');\n  });\n});\n`,
  };
  const outcome = await withProject(files, (root) => runTests(root, listTests(root, false), quiet));
  const told = outcome.details.join('\n');
  assert.deepEqual([outcome.passed, outcome.failed, outcome.skipped], [1, 4, 1], told);
  for (const words of [
    /✖ wrong {2}\(src\/b\.test\.ts\)/,
    /so wrong/,
    /c\.test\.ts/,
    /holds no test/,
    /inside/,
    /skipped: later/,
  ]) {
    assert.match(told, words);
  }
});

test('slow tests wait for the whole gate', async () => {
  const files = { 'src/a.test.ts': '', 'test/b.slow.test.ts': '', 'src/generated/c.test.ts': '' };
  const listed = await withProject(files, (root) => Promise.resolve([listTests(root, false), listTests(root, true)]));
  assert.deepEqual(listed, [['src/a.test.ts'], ['src/a.test.ts', 'test/b.slow.test.ts']]);
});
