import { utf8 } from '../../src/base/bytes.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import { OWN_TENANT } from './stage.ts';

const FORM = new URLSearchParams({
  kind: 'school',
  name: 'ثانوية (مثال توضيحي)',
  topic: 'eExtortion',
  audience: 'pupils',
}).toString();

/** A request that has just come in. */
async function newRequest({ asAdmin }: Stage): Promise<Id> {
  const id = randomId();
  await asAdmin(
    `insert into awareness_request (tenant_id, id, forum_id, digest, asker_kind, asker_name, topic, audience, locale, state, received_on)
     values ($1, $2, $3, sha256('x'), 'school', 'illustrative', 'drugs', 'pupils', 'ar', 'received', '2026-11-21')`,
    [OWN_TENANT, id, MAQIL],
  );
  return id;
}

/** Requests for awareness sessions. */
export const requestSamples: readonly Sample[] = [
  // A forum for each language: so many ask here that one would have its limit of the hour.
  ...['', '/ckb', '/en'].flatMap((at, n) => {
    const url = `${at}/forums/${MAQIL.slice(0, -3)}${['001', '002', '301'][n]}/ask`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return [
      sample(`GET ${at}/forums/:id/ask`, () => ({ url })),
      sample(`POST ${at}/forums/:id/ask`, () => ({ url, bytes: utf8(FORM), headers })),
    ];
  }),
  sample('GET /api/requests/:requestId', async (stage) => ({ url: `/api/requests/${await newRequest(stage)}` })),
  sample('POST /api/requests/:requestId/commands', async (stage) => ({
    url: `/api/requests/${await newRequest(stage)}/commands`,
    payload: { command: 'acknowledge' },
  })),
];
