import type { Door } from '../../src/base/endpoint.ts';
import type { ListedRoute } from '../../src/http/server.ts';
import type { Sample } from '../security/sample.ts';
import { nameOf, requestOf, samplesOf } from '../security/samples.ts';
import type { Stage } from '../security/stage.ts';
import { present } from '../security/stage.ts';
import type { Answer, Visitor } from '../security/visitors.ts';
import { sendAs } from '../security/visitors.ts';

export type Verdict = 'yes' | 'no';

/** What each visitor got for one sample, in the order of the visitors. */
export interface PermissionLine {
  readonly of: string;
  readonly when: string | undefined;
  readonly door: Door;
  /** Nobody is to get in. */
  readonly nobodyMay: boolean;
  readonly verdicts: readonly Verdict[];
}

const REFUSED: readonly number[] = [401, 403, 404];

/** What everybody got, and the answers that are neither an admission nor a refusal: their samples are wrong. */
export interface Walk {
  readonly lines: readonly PermissionLine[];
  readonly unclear: readonly string[];
}

/** Sends every sample as every visitor. */
export async function tryEverything(stage: Stage, visitors: readonly Visitor[]): Promise<Walk> {
  const lines: PermissionLine[] = [];
  const unclear: string[] = [];
  for (const route of stage.server.listedRoutes) {
    for (const each of samplesOf(route)) lines.push(await tryOne(stage, visitors, route, each, unclear));
  }
  return { lines: lines.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)), unclear };
}

async function tryOne(
  stage: Stage,
  visitors: readonly Visitor[],
  route: ListedRoute,
  each: Sample,
  unclear: string[],
): Promise<PermissionLine> {
  const read = (visitor: Visitor, answer: Answer): Verdict => {
    const verdict = verdictOf(answer, each);
    if (verdict === undefined) {
      unclear.push(`${each.of} as ${visitor.name}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
    }
    return verdict ?? 'no';
  };
  const named = { of: nameOf(route), when: each.when, door: route.door, nobodyMay: each.nobodyMay === true };
  const verdicts: Verdict[] = [];
  const pending: Promise<Answer>[] = [];
  for (const visitor of visitors) {
    const answer = sendAs(stage, visitor, await requestOf(each, stage, visitor));
    // The mailbox's door takes its time to refuse: all wait for it together. Elsewhere one visitor's request is the next one's clock.
    if (route.door === 'mailbox') {
      pending.push(answer);
      continue;
    }
    verdicts.push(read(visitor, await answer));
    if (each.endsSession && visitor.staff && visitor.again) visitor.staff.cookie = await visitor.again();
  }
  const later = await Promise.all(pending);
  return {
    ...named,
    verdicts: [...verdicts, ...later.map((answer, at) => read(present(visitors[at], 'a visitor'), answer))],
  };
}

function verdictOf({ statusCode, body }: Answer, each: Sample): Verdict | undefined {
  if (statusCode >= 200 && statusCode < 300) return 'yes';
  if (each.letIn?.some((code) => body.includes(`"code":"${code}"`))) return 'yes';
  return REFUSED.includes(statusCode) ? 'no' : undefined;
}

function orderOf({ of, when }: PermissionLine): string {
  const [method = '', path = ''] = of.split(' ');
  return `${path} ${method} ${when ?? ''}`;
}
