import { createHash } from 'node:crypto';
import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { replay } from '../../base/transition.ts';
import {
  countMonth,
  insertCommitment,
  insertCommitmentEvent,
  insertIssue,
  insertIssueEvent,
} from '../../forums/index.ts';
import type { IssueCommand } from '../../forums/issues/issue.model.ts';
import { issueTransitions } from '../../forums/issues/issue.model.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_MAIN } from '../offices.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../organisations.ts';
import type { DemoIssue } from './issue-stories.ts';
import { demoIssues } from './issue-stories.ts';
import { BASHIQA, MAQIL } from './register.ts';

const id = (kind: 'issue' | 'promise', n: number): Id =>
  `${kind === 'issue' ? '24000000' : '25000000'}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const forumOf = new Map([
  [BASRA_POLICE, MAQIL],
  [NINEVEH_POLICE, BASHIQA],
]);
/** The issue into which the merged one went: waste by the sports ground. */
const MERGED_INTO = id('issue', 4);
const REASON = 'مثال توضيحي.';
const DAYS_BETWEEN = 7;

/** Puts the issues of an organisation's forum in, each with everything that happened to it, as the actions would have written it. */
export async function installIssues(
  tx: Queries,
  organisation: Id,
  people: ReadonlyMap<string, Id>,
  today: Day,
): Promise<void> {
  const forum = forumOf.get(organisation);
  for (const [at, issue] of demoIssues.entries()) {
    if (issue.forum === forum) await installIssue(tx, organisation, people, { ...issue, n: at + 1, today });
  }
}

async function installIssue(
  tx: Queries,
  tenantId: Id,
  people: ReadonlyMap<string, Id>,
  { n, today, ...issue }: DemoIssue & { readonly n: number; readonly today: Day },
): Promise<void> {
  const { path, words, remit, forum, text, place, affected, category, channel } = issue;
  const raisedOn = addDays(today, -issue.daysAgo);
  const dayOf = (step: number): Day => {
    const day = addDays(raisedOn, (step + 1) * DAYS_BETWEEN);
    return day < today ? day : today;
  };
  const dayOfCommand = (command: IssueCommand) => (path.includes(command) ? dayOf(path.indexOf(command)) : null);
  const gone = path.includes('divert');
  const solvedOn = dayOfCommand('solve');
  const publishedOn = dayOfCommand('publish');
  await insertIssue(tx, {
    tenant_id: tenantId,
    id: id('issue', n),
    forum_id: forum,
    digest: createHash('sha256').update(text).digest(),
    category,
    text: gone ? null : text,
    place,
    affected: [...affected],
    channel,
    state: replay(issueTransitions, 'raised', path),
    raised_on: raisedOn,
    solved_on: path.includes('reopen') ? null : solvedOn,
    published_text: words?.text ?? null,
    published_solution: words?.solution ?? null,
    published_on: publishedOn,
    merged_into: path.includes('merge') ? MERGED_INTO : null,
    remit_body: remit?.body ?? null,
    remit_until: remit ? addDays(today, 7) : null,
    remit_outcome: remit?.outcome ?? null,
    subcommittee_id: null,
  });
  const event = { tenant_id: tenantId, issue_id: id('issue', n) };
  const secretary = people.get('maqil.secretary') ?? null;
  await insertIssueEvent(tx, { ...event, command: 'raise', state: 'raised', day: raisedOn, actor: null, reason: null });
  for (const [step, command] of path.entries()) {
    const state = replay(issueTransitions, 'raised', path.slice(0, step + 1));
    const reason = ['escalate', 'reject', 'reopen'].includes(command) ? REASON : null;
    await insertIssueEvent(tx, { ...event, command, state, day: dayOf(step), actor: secretary, reason });
  }
  await countMonth(tx, { tenantId, forumId: forum, day: raisedOn }, { issues_raised: 1 });
  if (solvedOn)
    await countMonth(tx, { tenantId, forumId: forum, day: solvedOn }, { issues_solved: 1, issues_solved_in_90: 1 });
  if (gone) await countMonth(tx, { tenantId, forumId: forum, day: dayOf(0) }, { issues_diverted: 1 });
  if (words?.promise && solvedOn && publishedOn) {
    await installPromise(tx, { tenantId, forum, n, text: words.promise, madeOn: solvedOn, keptOn: publishedOn });
  }
}

/** What the Basra main office took on for a published issue, and kept. */
async function installPromise(
  tx: Queries,
  promise: {
    readonly tenantId: Id;
    readonly forum: Id;
    readonly n: number;
    readonly text: string;
    readonly madeOn: Day;
    readonly keptOn: Day;
  },
): Promise<void> {
  const { tenantId, forum, n, text, madeOn, keptOn } = promise;
  const commitmentId = id('promise', n);
  await insertCommitment(tx, {
    tenant_id: tenantId,
    id: commitmentId,
    forum_id: forum,
    issue_id: id('issue', n),
    solution_id: null,
    text,
    bearer_kind: 'office',
    bearer_tenant_id: BASRA_POLICE,
    bearer_office_id: BASRA_MAIN,
    bearer_unit_id: null,
    bearer_body: null,
    state: 'verified',
    made_on: madeOn,
    handed_over_on: madeOn,
    due_on: keptOn,
    reported_done_on: keptOn,
    verified_on: keptOn,
    percent: 100,
    cost_iqd: null,
    published_text: text,
  });
  const steps = [
    ['propose', 'proposed'],
    ['agree', 'agreed'],
    ['handOver', 'handedOver'],
    ['accept', 'accepted'],
    ['reportDone', 'reportedDone'],
    ['verify', 'verified'],
  ] as const;
  for (const [command, state] of steps) {
    await insertCommitmentEvent(tx, {
      tenant_id: tenantId,
      bearer_tenant_id: BASRA_POLICE,
      commitment_id: commitmentId,
      command,
      state,
      day: state === 'reportedDone' || state === 'verified' ? keptOn : madeOn,
      actor: null,
      reason: null,
      percent: null,
      evidence: null,
    });
  }
  await countMonth(tx, { tenantId, forumId: forum, day: madeOn }, { commitments_made: 1 });
  await countMonth(tx, { tenantId, forumId: forum, day: keptOn }, { commitments_done: 1, commitments_in_time: 1 });
}
