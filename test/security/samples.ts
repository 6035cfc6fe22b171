import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '../../src/base/bytes.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import type { ListedRoute } from '../../src/http/server.ts';
import { accountsSamples } from './accounts.samples.ts';
import { casesSamples } from './cases.samples.ts';
import { directorySamples } from './directory.samples.ts';
import { FORUM_OF_FORMS, LANGUAGES } from './forms.ts';
import { issueSamples } from './forums-issues.samples.ts';
import { meetingSamples } from './forums-meetings.samples.ts';
import { requestSamples } from './forums-requests.samples.ts';
import { registerSamples } from './forums-register.samples.ts';
import { sessionSamples } from './forums-session.samples.ts';
import { reportingSamples } from './reporting.samples.ts';
import type { Sample } from './sample.ts';
import { sample } from './sample.ts';
import type { Stage } from './stage.ts';
import type { SampleRequest, Visitor } from './visitors.ts';

const ASSETS = join(import.meta.dirname, '..', '..', 'dist', 'web', 'assets');

const pageSamples: readonly Sample[] = [
  ...['', '/ckb', '/en'].map((at) => sample(`GET ${at}/governorates/:id`, () => ({ url: `${at}/governorates/IQG02` }))),
  ...['', '/ckb', '/en'].map((at) => sample(`GET ${at}/forums/:id`, () => ({ url: `${at}/forums/${MAQIL}` }))),
  ...LANGUAGES.flatMap((at) => [
    ...['raise', 'paper', 'poster', 'feed.xml'].map((page) =>
      sample(`GET ${at}/forums/:id/${page}`, () => ({ url: `${at}/forums/${MAQIL}/${page}` })),
    ),
    sample(`POST ${at}/forums/:id/raise`, () => ({
      url: `${at}/forums/${FORUM_OF_FORMS[at]}/raise`,
      bytes: utf8(
        new URLSearchParams({
          issue: randomId(),
          category: 'services',
          text: 'لا إنارة في الشارع (مثال توضيحي)',
        }).toString(),
      ),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })),
  ]),
  sample('GET /desk/*', () => ({ url: '/desk/inbox' })),
  sample('GET /assets/*', () => ({
    url: `/assets/${readdirSync(ASSETS).find((name) => name.endsWith('.js')) ?? 'the build has no script'}`,
  })),
];

/** A valid request for each route that needs more than its address. */
export const samples: readonly Sample[] = [
  ...pageSamples,
  ...reportingSamples,
  ...accountsSamples,
  ...directorySamples,
  ...casesSamples,
  ...registerSamples,
  ...issueSamples,
  ...sessionSamples,
  ...meetingSamples,
  ...requestSamples,
];

/** A route as samples name it. */
export function nameOf(route: ListedRoute): string {
  return `${route.method} ${route.path}`;
}

/** The samples of a route. A GET without parameters is its own; for any other a missing one is an error that says what to do. */
export function samplesOf(route: ListedRoute): readonly Sample[] {
  const found = samples.filter((each) => each.of === nameOf(route));
  if (found.length > 0) return found;
  if (route.method === 'GET' && !/[:*]/.test(route.path)) {
    return [sample(nameOf(route), () => ({ url: route.path }))];
  }
  throw new Error(
    `the route ${nameOf(route)} has no sample: add a valid request for it to test/security/<slice>.samples.ts, ` +
      'then write docs/permissions.md anew and read the difference',
  );
}

/** The samples' request for a visitor. */
export async function requestOf(each: Sample, stage: Stage, visitor: Visitor): Promise<SampleRequest> {
  return { method: each.of.split(' ')[0] ?? 'GET', ...(await each.make(stage, visitor)) };
}
