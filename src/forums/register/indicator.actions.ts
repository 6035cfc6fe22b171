import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import { must } from '../../base/problem.ts';
import { mayReadRegister } from '../access.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import type * as contract from './indicator.contract.ts';
import { monthsOf, sumCounts } from './indicator.model.ts';
import { countByForum, countByGovernorate } from './indicator.queries.ts';

const PAGE = 100;

/** The indicators of all forums, whoever keeps them: they are counts, and the public page of each forum shows its own. */
export async function readIndicators(
  ground: ForumsGround,
  actor: Actor,
  { period, governorate, after }: Input<typeof contract.readIndicators>['query'],
): Promise<OutputOf<typeof contract.readIndicators>> {
  const months = monthsOf(period, baghdadDay(ground.clock()));
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayReadRegister(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    const governorates = await countByGovernorate(tx, months);
    const forums =
      governorate === undefined ? [] : await countByForum(tx, months, { governorate, after, limit: PAGE + 1 });
    return {
      from: months.from,
      to: months.last,
      country: sumCounts(governorates.map(({ counts }) => counts)),
      governorates,
      forums: forums.slice(0, PAGE),
      more: forums.length > PAGE,
    };
  });
}
