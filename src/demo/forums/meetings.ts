import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { countMonth, dayInMonth, insertHeldMeeting, insertPlannedMeeting, monthsFrom } from '../../forums/index.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../organisations.ts';
import { BASHIQA, MAQIL } from './register.ts';

/* Invented meetings of the two forums that the articles name: what they talked about is illustrative, and says so. */

type Written = Parameters<typeof insertHeldMeeting>[1]['text'];
type Item = Written['items'][number];

const id = (n: number): Id => `26000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Months before this one of which the demo tells. */
const MONTHS = 4;
const SAYS_SO = '(مثال توضيحي)';

interface DemoForum {
  readonly tenantId: Id;
  readonly forumId: Id;
  readonly at: number;
  readonly meets: { readonly week: 1 | 2; readonly weekday: number; readonly from: number; readonly to: number };
  readonly place: string;
  readonly topics: readonly Topic[];
}

interface Topic {
  readonly title: string;
  readonly scan: string;
  readonly analyse: string;
  readonly respond: string;
  readonly solution: string | null;
  readonly commitment: readonly [text: string, bearer: string] | null;
}

const forums: readonly DemoForum[] = [
  {
    tenantId: BASRA_POLICE,
    forumId: MAQIL,
    at: 0,
    meets: { week: 2, weekday: 3, from: 600, to: 720 },
    place: `قاعة المنتدى، المعقل ${SAYS_SO}`,
    topics: [
      {
        title: `إنارة شارع المدرسة ${SAYS_SO}`,
        scan: 'الشارع مظلم مساءً، و12 من 20 عمودًا لا تعمل.',
        analyse: 'المحولة قديمة والصيانة متوقفة منذ عام.',
        respond: 'إصلاح الأعمدة، ودورية مسائية حتى ذلك الحين.',
        solution: 'إصلاح 12 عمودًا ومتابعة شهرية.',
        commitment: ['إصلاح أعمدة الإنارة في شارع المدرسة', `دائرة الكهرباء ${SAYS_SO}`],
      },
      {
        title: `السرعة أمام باب المدرسة ${SAYS_SO}`,
        scan: 'السيارات تسرع وقت خروج التلاميذ.',
        analyse: 'لا مطبات ولا إشارة للعبور.',
        respond: 'طلب مطبين وتنظيم العبور وقت الدوام.',
        solution: 'تنظيم العبور من 7:30 إلى 8:15.',
        commitment: ['وضع مطبين أمام المدرسة', `البلدية ${SAYS_SO}`],
      },
      {
        title: `توعية بالابتزاز الإلكتروني في الإعداديات ${SAYS_SO}`,
        scan: 'المدارس تطلب محاضرات للطلاب وأولياء الأمور.',
        analyse: 'لا يعرف كثيرون إلى أين يتوجهون.',
        respond: 'محاضرتان في الشهر مع باحثة اجتماعية.',
        solution: null,
        commitment: null,
      },
    ],
  },
  {
    tenantId: NINEVEH_POLICE,
    forumId: BASHIQA,
    at: 100,
    meets: { week: 1, weekday: 2, from: 600, to: 720 },
    place: `قاعة المركز، بعشيقة ${SAYS_SO}`,
    topics: [
      {
        title: `مستمسكات العائدين ${SAYS_SO}`,
        scan: 'عائلات عائدة تنتظر هويات بدل الضائع.',
        analyse: 'الدائرة بعيدة، والمواعيد قليلة.',
        respond: 'طلب يوم خاص في الأسبوع.',
        solution: 'يوم في الأسبوع لأبناء الناحية.',
        commitment: ['تخصيص يوم في الأسبوع للناحية', `دائرة الأحوال المدنية ${SAYS_SO}`],
      },
      {
        title: `نادٍ للشباب بعد الدوام ${SAYS_SO}`,
        scan: 'لا مكان للشباب مساءً.',
        analyse: 'القاعة الرياضية مغلقة بعد الظهر.',
        respond: 'فتحها بإشراف متطوعين ومتطوعات.',
        solution: 'فتح القاعة ثلاثة أيام في الأسبوع.',
        commitment: null,
      },
    ],
  },
];

function itemOf(topic: Topic, n: number): Item {
  const { title, scan, analyse, respond, solution, commitment } = topic;
  return {
    itemId: id(n),
    title,
    notes: [
      { frame: 'scan', text: scan },
      { frame: 'analyse', text: analyse },
      { frame: 'respond', text: respond },
    ],
    decision: {
      outcome: solution === null ? 'defer' : 'solve',
      by: 'consensus',
      votes: null,
      dissent: null,
      reason: null,
    },
    solutions: solution === null ? [] : [{ id: id(n + 1), text: solution }],
    commitments:
      commitment === null
        ? []
        : [{ id: id(n + 2), text: commitment[0], bearer: { kind: 'body', name: commitment[1] }, dueOn: null }],
  };
}

/** Puts the meetings of an organisation's forums in: some months held and published, the next one planned. */
export async function installMeetings(
  tx: Queries,
  organisation: Id,
  people: ReadonlyMap<string, Id>,
  today: Day,
): Promise<void> {
  for (const forum of forums.filter(({ tenantId }) => tenantId === organisation)) {
    const secretary = people.get('maqil.secretary') ?? id(1);
    const chair = people.get('maqil.chair') ?? id(2);
    const first = monthsFrom(`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, 12 - MONTHS + 1).at(-1) ?? today;
    const days = monthsFrom(first, MONTHS + 2).map((month) => dayInMonth(forum.meets, month));
    const next = days.find((day) => day > today) ?? today;
    for (const [at, day] of days.filter((each) => each <= today).entries()) {
      await hold(tx, forum, { secretary, chair }, day, at);
    }
    const n = 10_000 * (forum.at + 9);
    await insertPlannedMeeting(tx, {
      meeting: meetingOf(forum, n, next),
      actor: secretary,
      day: addDays(next, -20) < today ? addDays(next, -20) : today,
      items: forum.topics.map((topic, at) => ({ id: id(n + 10 + at), title: topic.title })),
    });
  }
}

function meetingOf({ tenantId, forumId, meets, place }: DemoForum, n: number, plannedOn: Day) {
  const { from: startsAt, to: endsAt } = meets;
  return { tenantId, id: id(n), forumId, plannedOn, startsAt, endsAt, place, quorum: 8, quorumWomen: 3 };
}

async function hold(
  tx: Queries,
  forum: DemoForum,
  { secretary, chair }: { readonly secretary: Id; readonly chair: Id },
  day: Day,
  at: number,
): Promise<void> {
  const n = 10_000 * (forum.at + at + 1);
  const attendance = { women: 7 + at, men: 9 + (at % 3), youth: 4 + at, officersWomen: 1, officersMen: 2 };
  const topics = forum.topics.slice(at % 2, (at % 2) + 2);
  await insertHeldMeeting(tx, {
    meeting: meetingOf(forum, n, day),
    secretary,
    chair,
    attendance,
    text: { items: topics.map((topic, each) => itemOf(topic, n + 10 * (each + 1))), closing: null },
    approvedOn: addDays(day, 6),
  });
  await countMonth(
    tx,
    { tenantId: forum.tenantId, forumId: forum.forumId, day },
    {
      meetings_held: 1,
      minutes_in_time: 1,
      attended_women: attendance.women,
      attended_men: attendance.men,
      attended_youth: attendance.youth,
      officers_women: attendance.officersWomen,
      officers_men: attendance.officersMen,
    },
  );
}
