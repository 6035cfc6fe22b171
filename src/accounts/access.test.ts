import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roles } from '../base/actor.ts';
import { mayBeAdmitted, mayHoldRoot, mayInvite } from './access.ts';
import { goTogether, mayHoldShares, mayTakeSeat } from './model.ts';

const someRoles = fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 });

test('no administrator, forum chair or forum secretary ever takes a seat, whatever else they are', () => {
  fc.assert(
    fc.property(someRoles, fc.constantFrom('administrator', 'forumChair', 'forumSecretary'), (some, never) => {
      assert.equal(mayTakeSeat([...some, never]), false);
    }),
  );
});

test("no man is admitted to a women's key, and nobody without a desk role to any", () => {
  fc.assert(
    fc.property(someRoles, (some) => {
      assert.equal(mayBeAdmitted({ roles: some, sex: 'man' }, true), false);
      assert.equal(mayBeAdmitted({ roles: some, sex: 'woman' }, true), mayTakeSeat(some));
    }),
  );
});

test('an administrator keeps no root', () => {
  assert.equal(mayHoldRoot({ roles: ['officeManager', 'administrator'] }), false);
  assert.equal(mayHoldRoot({ roles: ['deskWorker'] }), false);
  assert.equal(mayHoldRoot({ roles: ['governorateDirector'] }), true);
});

test('the platform invites administrators of others and nobody else', () => {
  const administrator = { roles: ['administrator'] as const, tenantId: 'a' };
  assert.equal(mayInvite({ roles: ['officeManager'], tenantId: 'a' }, true, 'a', ['volunteer']), false);
  assert.equal(mayInvite(administrator, false, 'b', ['administrator']), false);
  assert.equal(mayInvite(administrator, true, 'b', ['administrator', 'deskWorker']), false);
  assert.equal(mayInvite(administrator, true, 'b', ['deskWorker']), false);
  assert.equal(mayInvite(administrator, true, 'b', ['administrator']), true);
  assert.equal(goTogether(['deskWorker', 'caseworker']), true);
});

test('three police trustees never open what was kept from the police', () => {
  const trustees = fc.uniqueArray(fc.record({ id: fc.uuid(), police: fc.boolean() }), {
    selector: (each) => each.id,
    maxLength: 7,
  });
  fc.assert(
    fc.property(trustees, fc.boolean(), (five, women) => {
      const allowed = mayHoldShares(five, { police: false, women });
      if (five.filter((each) => each.police).length >= 3 || five.length !== 5) assert.equal(allowed, false);
    }),
  );
  const five = (police: number) => [1, 2, 3, 4, 5].map((n) => ({ id: String(n), police: n <= police }));
  assert.equal(mayHoldShares(five(4), { police: true, women: true }), false);
  assert.equal(mayHoldShares(five(3), { police: true, women: true }), true);
  assert.equal(mayHoldShares(five(5), { police: true, women: false }), true);
});
