import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from '../../base/problem.ts';
import { totpCode } from './totp.ts';

/** The secret of RFC 6238, appendix B, in base 32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('what is no base 32 is refused', async () => {
  await assert.rejects(totpCode('GEZ1', 0), (error) => isProblem(error, 'malformed'));
});

test('the vectors of RFC 6238, their last six digits', async () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const) {
    assert.equal(await totpCode(SECRET, seconds * 1000), code);
  }
});
