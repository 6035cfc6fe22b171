import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { CommitmentCommand, CommitmentState } from '../../forums/commitments/commitment.model.ts';
import { commitmentTransitions } from '../../forums/commitments/commitment.model.ts';
import { countMonth, insertCommitment, insertCommitmentEvent, replaceMilestones } from '../../forums/index.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_ASHAR, BASRA_MAIN } from '../offices.ts';
import { BASRA_POLICE } from '../organisations.ts';
import { MAQIL } from './register.ts';

const id = (n: number): Id => `27000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What happened, so many days ago. */
interface Step {
  readonly ago: number;
  readonly command: CommitmentCommand;
  readonly reason?: string;
  readonly percent?: number;
  readonly evidence?: string;
  /** With `handOver`: to whom; the first office otherwise. */
  readonly to?: Id;
}

interface DemoCommitment {
  readonly text: string;
  readonly body?: string;
  /** Days from today; negative: past. */
  readonly due: number | null;
  readonly made: number;
  readonly steps: readonly Step[];
  readonly published?: string;
  readonly cost?: number;
  readonly milestones?: readonly (readonly [text: string, percent: number, due: number])[];
}

const agreed = (ago: number): readonly Step[] => [{ ago, command: 'agree' }];
const handed = (ago: number): readonly Step[] => [...agreed(ago + 1), { ago, command: 'handOver' }];
const accepted = (ago: number): readonly Step[] => [...handed(ago + 2), { ago, command: 'accept' }];

/** One in every state; invented, and labelled so. */
const commitments: readonly DemoCommitment[] = [
  { text: 'جلسة تعريفية شهرية في المركز المجتمعي (مثال توضيحي)', due: null, made: 2, steps: [] },
  { text: 'توزيع لوحات بأرقام الخطوط الساخنة في المدارس (مثال توضيحي)', due: 40, made: 9, steps: agreed(3) },
  { text: 'دورية مسائية قرب سوق المعقل (مثال توضيحي)', due: 25, made: 12, steps: handed(4) },
  { text: 'ساعة أسبوعية لاستقبال النساء تديرها ضابطة (مثال توضيحي)', due: 30, made: 20, steps: accepted(8) },
  {
    text: 'تسريع معاملات البطاقة الموحّدة للنازحين (مثال توضيحي)',
    body: 'دائرة الأحوال المدنية (مثال توضيحي)',
    due: 20,
    made: 30,
    steps: [...handed(18), { ago: 12, command: 'refuse', reason: 'ليس من صلاحية الدائرة وحدها (مثال توضيحي)' }],
  },
  {
    text: 'مرافقة حافلات الطالبات صباحًا (مثال توضيحي)',
    due: 15,
    made: 45,
    steps: [
      ...handed(35),
      { ago: 30, command: 'refuse', reason: 'لا تكفي دوريات المكتب (مثال توضيحي)' },
      { ago: 28, command: 'handOver', to: BASRA_ASHAR },
      { ago: 25, command: 'accept' },
      { ago: 10, command: 'progress', percent: 50, evidence: 'جدول المرافقة لأسبوعين (مثال توضيحي)' },
    ],
    milestones: [
      ['جدول المرافقة (مثال توضيحي)', 50, -10],
      ['مرافقة شهر كامل (مثال توضيحي)', 50, 15],
    ],
  },
  {
    text: 'لقاء مع أصحاب المحال حول السلامة المرورية (مثال توضيحي)',
    due: -6,
    made: 50,
    steps: [...accepted(30), { ago: 20, command: 'progress', percent: 20 }],
  },
  {
    text: 'إنارة الطريق إلى مدرسة البنات (مثال توضيحي)',
    due: -2,
    made: 60,
    cost: 4_500_000,
    steps: [...accepted(40), { ago: 4, command: 'reportDone', evidence: 'صور الأعمدة الجديدة (مثال توضيحي)' }],
  },
  {
    text: 'ثلاث جلسات عن الابتزاز الإلكتروني في الثانويات (مثال توضيحي)',
    due: 10,
    made: 80,
    steps: [
      ...accepted(60),
      { ago: 20, command: 'reportDone', evidence: 'ثلاثة كشوف حضور بالأعداد (مثال توضيحي)' },
      { ago: 15, command: 'return', reason: 'عُقدت جلستان من ثلاث (مثال توضيحي)' },
    ],
  },
  {
    text: 'مكتب متنقل في حي الجمهورية مرتين في الشهر (مثال توضيحي)',
    due: -30,
    made: 120,
    steps: [
      ...accepted(100),
      { ago: 70, command: 'progress', percent: 50 },
      { ago: 40, command: 'reportDone', evidence: 'أربعة أيام عمل (مثال توضيحي)' },
      { ago: 33, command: 'verify' },
    ],
    published: 'صار للمكتب المتنقل يومان في الشهر (مثال توضيحي).',
  },
  {
    text: 'خط للطلبة مع المكتب الرئيسي (مثال توضيحي)',
    due: 60,
    made: 70,
    steps: [...agreed(66), { ago: 50, command: 'cancel', reason: 'يغني عنه الخط الساخن (مثال توضيحي)' }],
  },
];

/** Puts in what the Al-Ma’qil forum was promised, each with its whole timeline. */
export async function installCommitments(
  tx: Queries,
  organisation: Id,
  people: ReadonlyMap<string, Id>,
  today: Day,
): Promise<void> {
  if (organisation !== BASRA_POLICE) return;
  for (const [at, each] of commitments.entries()) await addCommitment(tx, id(at + 1), each, people, today);
}

async function addCommitment(
  tx: Queries,
  commitmentId: Id,
  { text, body, due, made, steps, published, cost, milestones }: DemoCommitment,
  people: ReadonlyMap<string, Id>,
  today: Day,
): Promise<void> {
  const on = (ago: number) => addDays(today, -ago);
  const states = statesAfter(steps);
  const state = states[states.length - 1] ?? 'proposed';
  const dayOf = (command: CommitmentCommand) => {
    const last = steps.filter((each) => each.command === command).pop();
    return last && state !== 'returned' ? on(last.ago) : null;
  };
  const handOver = steps.filter(({ command }) => command === 'handOver').pop();
  const reported = dayOf('reportDone');
  const dueOn = due === null ? null : on(-due);
  const percent = steps.reduce((so, each) => (each.command === 'reportDone' ? 100 : (each.percent ?? so)), 0);
  const bearerTenant = body === undefined ? BASRA_POLICE : null;
  const own = { tenant_id: BASRA_POLICE, bearer_tenant_id: bearerTenant };
  await insertCommitment(tx, {
    ...own,
    id: commitmentId,
    forum_id: MAQIL,
    issue_id: null,
    solution_id: null,
    text,
    bearer_kind: body === undefined ? 'office' : 'body',
    bearer_office_id: body === undefined ? (handOver?.to ?? BASRA_MAIN) : null,
    bearer_unit_id: null,
    bearer_body: body ?? null,
    state,
    made_on: on(made),
    handed_over_on: handOver ? on(handOver.ago) : null,
    due_on: dueOn,
    reported_done_on: reported,
    verified_on: dayOf('verify'),
    overdue: dueOn !== null && dueOn < today && ['handedOver', 'accepted', 'inProgress', 'returned'].includes(state),
    percent,
    cost_iqd: cost ?? null,
    published_text: published ?? null,
  });
  const told = { ...own, commitment_id: commitmentId };
  const nothing = { reason: null, percent: null, evidence: null };
  await insertCommitmentEvent(tx, {
    ...told,
    ...nothing,
    command: 'propose',
    state: 'proposed',
    day: on(made),
    actor: people.get('maqil.secretary') ?? null,
  });
  for (const [at, { ago, command, reason, percent: done, evidence }] of steps.entries()) {
    await insertCommitmentEvent(tx, {
      ...told,
      command,
      state: states[at] ?? 'proposed',
      day: on(ago),
      actor: people.get(WHO[command]) ?? null,
      reason: reason ?? null,
      percent: command === 'reportDone' ? 100 : (done ?? null),
      evidence: evidence ?? null,
    });
  }
  const rows = (milestones ?? []).map(([what, share, day], at) => ({
    id: id(Number(commitmentId.slice(-3)) * 1000 + at),
    text: what,
    dueOn: on(-day),
    percent: share,
  }));
  await replaceMilestones(tx, { tenantId: BASRA_POLICE, id: commitmentId, bearerTenantId: bearerTenant }, rows);
  await countMonth(tx, { tenantId: BASRA_POLICE, forumId: MAQIL, day: on(made) }, { commitments_made: 1 });
  const verified = dayOf('verify');
  if (verified !== null) {
    const inTime = dueOn !== null && reported !== null && reported <= dueOn;
    const counts = { commitments_done: 1, ...(inTime ? { commitments_in_time: 1 } : {}) };
    await countMonth(tx, { tenantId: BASRA_POLICE, forumId: MAQIL, day: verified }, counts);
  }
}

/** Which of the demo's people gives which command. */
const WHO: Readonly<Record<CommitmentCommand, string>> = {
  agree: 'maqil.chair',
  handOver: 'maqil.secretary',
  accept: 'basra.office',
  refuse: 'basra.office',
  progress: 'basra.officer',
  reportDone: 'basra.officer',
  verify: 'maqil.chair',
  return: 'maqil.chair',
  reopen: 'maqil.member',
  cancel: 'maqil.chair',
};

/** The state after each step, by the transition table. */
function statesAfter(steps: readonly Step[]): readonly CommitmentState[] {
  const states: CommitmentState[] = [];
  let state: CommitmentState = 'proposed';
  for (const { command } of steps) {
    const from: CommitmentState = state;
    const found: { readonly to: CommitmentState } | undefined = commitmentTransitions.find(
      (each) => each.command === command && each.from.includes(from),
    );
    if (!found) throw new Error(`the demo gives ${command} in ${from}`);
    state = found.to;
    states.push(state);
  }
  return states;
}
