import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { getMe } from '../contract.ts';
import { staffingGaps } from '../model.ts';
import type { listStaffing } from './team.contract.ts';

const { server, installed, signIn, unexpected } = await withApplication();
const admin = await signIn('lawyers.admin');
const lawyer = await signIn('lawyers.1');
const lawyers = installed.desks.find(({ desk }) => desk.kind === 'lawyerNgo');
assert.ok(lawyers);
const deskId = lawyers.desk.id;

async function staffing(login: string) {
  const cookie = await signIn(login);
  const answer = await server.inject({ url: '/api/staffing', headers: { cookie } });
  return answer.json<OutputOf<typeof listStaffing>>().desks;
}
const lawyersDesk = async () => {
  const [desk, ...others] = await staffing('lawyers.head');
  assert.ok(desk?.deskId === deskId && others.length === 0, 'the own organisation alone');
  return [desk.members, desk.womenHolders, staffingGaps(desk)] as const;
};

test('without a session nothing; another organisation sees its own desks alone; a role without a team sees none', async () => {
  assert.equal((await server.inject({ url: '/api/staffing' })).statusCode, 401);
  const ids = (await staffing('basra.women.1')).map((each) => each.deskId);
  assert.equal(ids.length, 2);
  assert.ok(!ids.includes(deskId));
  assert.deepEqual(await staffing('platform.admin'), []);
});

test('a desk of the demo has two women, or no women’s key; where one leaves, the other is too few, though a man is left', async () => {
  for (const login of ['basra.admin', 'nineveh.admin', 'lawyers.admin', 'erbil.admin']) {
    for (const desk of await staffing(login)) assert.deepEqual(staffingGaps(desk), [], `${login} ${desk.deskId}`);
  }
  assert.deepEqual(await lawyersDesk(), [3, 2, []]);
  const second = lawyers.people[2];
  const left = await server.inject({
    method: 'DELETE',
    url: `/api/desks/${deskId}/members/${second?.id}`,
    headers: { cookie: admin },
  });
  assert.equal(left.statusCode, 200, left.body);
  assert.deepEqual(await lawyersDesk(), [2, 1, ['women']]);
  const me = await server.inject({ url: '/api/me', headers: { cookie: lawyer } });
  const [own] = me.json<OutputOf<typeof getMe>>().desks;
  assert.deepEqual([own?.members, own?.womenHolders], [2, 1], 'the desk itself is warned too');
  assert.deepEqual(unexpected, []);
});
