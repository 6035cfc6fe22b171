import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { toBase64url } from '../../base/bytes.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { deskHashes } from '../../crypto/desk-record.ts';
import { signDirectory } from '../../crypto/directory-doc.ts';
import { epochPublic, newEpochKeys } from '../../crypto/epoch.ts';
import { newSigningKey } from '../../crypto/sign.ts';
import { listTrustedDesks } from './desks.ts';

const root = await newSigningKey();
const organisation = randomId();
const texts = { ar: 'مكتب', ckb: 'مێز', en: 'Desk' };
const realFetch = globalThis.fetch;

let asked: string[];
let directories: object[];

beforeEach(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'ar' } } });
  asked = [];
  globalThis.fetch = (input) => {
    const path = typeof input === 'string' ? input : '';
    if (path === '/api/demo/roots') {
      const publicKey = toBase64url(root.public);
      return Promise.resolve(Response.json({ roots: [{ organisation, publicKey, minVersion: 1 }] }));
    }
    asked.push(path);
    return Promise.resolve(Response.json({ directories }));
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

async function desk(governorateId: string): Promise<DeskRecord> {
  const id = randomId();
  const keys = await newEpochKeys({ deskId: id, key: 'general', n: 1 });
  return {
    v: 1,
    id,
    organisationId: organisation,
    organisationKind: 'ngo',
    kind: 'women',
    governorateId,
    name: texts,
    sentences: { whoWorksHere: texts, mustPassOn: texts, neverWithoutAsking: texts },
    lawCheckedOn: null,
    police: false,
    childProtection: false,
    hours: [],
    rota: [],
    epochs: { general: epochPublic(keys) },
    past: [],
  };
}

async function signed(records: readonly DeskRecord[], shown: readonly DeskRecord[] = records): Promise<object> {
  const desks = await deskHashes(records);
  const doc = { v: 1, kind: 'directory', organisation, version: 1, day: '2026-11-20', desks } as const;
  return { organisationId: organisation, signed: toBase64url(await signDirectory(root.secret, doc)), records: shown };
}

test('all of Iraq: a record that nobody signed for is refused, also among those of other governorates', async () => {
  const [one, two] = [await desk('IQG02'), await desk('IQG11')];
  directories = [await signed([one], [{ ...one, police: true }])];
  await assert.rejects(listTrustedDesks(), (error) => isProblem(error, 'directory_refused'));
  directories = [await signed([one, two]), { ...(await signed([one])), organisationId: randomId() }];
  assert.deepEqual(
    (await listTrustedDesks()).map(({ id }) => id),
    [one.id, two.id],
    'what a stranger vouches for is left out',
  );
});

test('all of Iraq is one request, a governorate another', async () => {
  directories = [await signed([await desk('IQG02')])];
  await listTrustedDesks();
  await listTrustedDesks('IQG02');
  assert.deepEqual(asked, ['/api/directory', '/api/directory/IQG02']);
});
