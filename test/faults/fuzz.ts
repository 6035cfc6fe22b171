import assert from 'node:assert/strict';
import fc from 'fast-check';
import { locales } from '../../src/i18n/locale.ts';
import { requestOf, samplesOf } from '../security/samples.ts';
import type { Stage } from '../security/stage.ts';
import { OWN_TENANT, PLATFORM_TENANT } from '../security/stage.ts';
import type { Answer, Visitor } from '../security/visitors.ts';
import { holder, nobody, staff } from '../security/visitors.ts';
import type { Attack, Made, Target } from './attack.ts';
import { attackOf, attacksOn } from './attack.ts';
import { assertAnswer } from './answer.ts';

const CHUNK = 1000;
const AT_ONCE = 32;
const MOST_FAILURES = 20;

/** How many requests were sent, and what became of them. */
export interface FuzzFigures {
  requests: number;
  taken: number;
  refused: number;
  readonly byStatus: Record<string, number>;
}

/** Every route with a valid request, as everybody who may pass its door and as nobody. */
export async function targetsOn(stage: Stage): Promise<Target[]> {
  const visitors = await attackers(stage);
  const targets: Target[] = [];
  for (const { door, ...route } of stage.server.listedRoutes) {
    for (const each of samplesOf({ door, ...route })) {
      for (const visitor of visitors.filter((who) => mayTry(who, door))) {
        // Whoever is signed out by her own attack attacks no more.
        if (each.endsSession && visitor.staff) continue;
        targets.push({
          name: `${each.of} as ${visitor.name}`,
          visitor,
          request: await requestOf(each, stage, visitor),
        });
      }
    }
  }
  return targets;
}

/** Sends `count` changed requests, made again by the same seed; throws with all the answers that were wrong (at most 20 of them). */
export async function fuzz(
  stage: Stage,
  targets: readonly Target[],
  seed: number,
  count: number,
): Promise<FuzzFigures> {
  const figures: FuzzFigures = { requests: 0, taken: 0, refused: 0, byStatus: {} };
  const wrong: string[] = [];
  for (let chunk = 0; figures.requests < count && wrong.length < MOST_FAILURES; chunk++) {
    const numRuns = Math.min(CHUNK, count - figures.requests);
    const made = fc.sample(attacksOn(targets), { seed: seed + chunk, numRuns });
    const sender = async () => {
      for (let next = made.pop(); next; next = made.pop()) {
        const fault = await sendOne(stage, next, figures);
        if (fault !== undefined) wrong.push(fault);
      }
    };
    // Together: the mailbox's door takes its time to refuse, and a server is never alone with one request.
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    for (const error of stage.unexpected.splice(0)) {
      wrong.push(error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 4).join('\n') : String(error));
    }
  }
  assert.deepEqual(wrong.slice(0, MOST_FAILURES), [], `seed ${seed}`);
  return figures;
}

/** What is wrong with the answer, if anything. */
async function sendOne(
  stage: Stage,
  { target, changes, language }: Made,
  figures: FuzzFigures,
): Promise<string | undefined> {
  const locale = locales[language] ?? 'ar';
  const attack = await attackOf(stage, target, changes, locale);
  const answer = await inject(stage, attack);
  figures.requests++;
  figures.byStatus[answer.statusCode] = (figures.byStatus[answer.statusCode] ?? 0) + 1;
  try {
    const outcome = assertAnswer(answer, {
      locale,
      method: attack.method,
      url: attack.url,
      accept: attack.headers['accept'],
    });
    figures[outcome]++;
    assert.ok(outcome === 'refused' || !attack.hopeless, 'taken, although no route can take it');
    return undefined;
  } catch (error) {
    return `${target.name}\n${described(attack)}\n→ ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Sends a request that may be none. */
export async function inject({ server }: Pick<Stage, 'server'>, attack: Attack): Promise<Answer> {
  const { method, url, headers, body } = attack;
  return server.inject({
    method: method as 'GET',
    url,
    headers: { ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function attackers(stage: Stage): Promise<Visitor[]> {
  const at = (name: string, tenantId: string) => ({ name, short: name, tenantId });
  return [
    nobody(),
    holder(stage),
    await staff(stage, at('a desk worker', OWN_TENANT), stage.own.people[0]),
    await staff(stage, at('an administrator', OWN_TENANT), await stage.newPerson(OWN_TENANT, ['administrator'])),
    await staff(stage, at('the platform', PLATFORM_TENANT), await stage.newPerson(PLATFORM_TENANT, ['administrator'])),
    await staff(stage, at('a head', OWN_TENANT), await stage.newPerson(OWN_TENANT, ['governorateDirector'])),
  ];
}

function mayTry(visitor: Visitor, door: string): boolean {
  if (door === 'public') return visitor.staff === undefined && visitor.mailbox === undefined;
  // Her door takes its time to refuse a stranger; that it does is tested elsewhere.
  if (door === 'mailbox') return visitor.mailbox !== undefined;
  return visitor.mailbox === undefined;
}

function described({ method, url, headers, body }: Attack): string {
  const { cookie, ...rest } = headers;
  const shown = cookie === undefined ? rest : { ...rest, cookie: cookie.slice(0, 30) };
  return `${method} ${url.slice(0, 300)} ${JSON.stringify(shown).slice(0, 500)}\n${body?.subarray(0, 400).toString() ?? '(no body)'}`;
}
