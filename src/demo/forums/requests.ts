import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { insertRequest, insertRequestEvent } from '../../forums/index.ts';
import type {
  AskerKind,
  RequestAudience,
  RequestCommand,
  RequestState,
  RequestTopic,
} from '../../forums/requests/request.model.ts';
import { requestTransitions } from '../../forums/requests/request.model.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_POLICE } from '../organisations.ts';
import { MAQIL } from './register.ts';

const id = (n: number): Id => `28000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

interface DemoRequest {
  readonly kind: AskerKind;
  readonly name: string;
  readonly topic: RequestTopic;
  readonly audience: RequestAudience;
  readonly ago: number;
  readonly commands: readonly RequestCommand[];
}

/** Invented, and labelled so. */
const requests: readonly DemoRequest[] = [
  {
    kind: 'school',
    name: 'ثانوية للبنات في المعقل (مثال توضيحي)',
    topic: 'eExtortion',
    audience: 'pupils',
    ago: 2,
    commands: [],
  },
  {
    kind: 'university',
    name: 'كلية في جامعة البصرة (مثال توضيحي)',
    topic: 'digitalSafety',
    audience: 'students',
    ago: 9,
    commands: ['acknowledge', 'schedule'],
  },
  {
    kind: 'association',
    name: 'جمعية نسوية في البصرة (مثال توضيحي)',
    topic: 'communityPolice',
    audience: 'women',
    ago: 40,
    commands: ['acknowledge', 'schedule', 'deliver', 'evaluate', 'close'],
  },
  {
    kind: 'other',
    name: 'نادٍ رياضي (مثال توضيحي)',
    topic: 'drugs',
    audience: 'everybody',
    ago: 15,
    commands: ['decline'],
  },
];

/** Puts in what institutions asked the Al-Ma’qil forum for. */
export async function installRequests(tx: Queries, organisation: Id, today: Day): Promise<void> {
  if (organisation !== BASRA_POLICE) return;
  for (const [at, each] of requests.entries()) await addRequest(tx, id(at + 1), each, today);
}

async function addRequest(tx: Queries, requestId: Id, request: DemoRequest, today: Day): Promise<void> {
  const { kind, name, topic, audience, ago, commands } = request;
  const receivedOn = addDays(today, -ago);
  const delivered = commands.includes('deliver');
  const events: { command: RequestCommand | 'receive'; state: RequestState }[] = [
    { command: 'receive', state: 'received' },
  ];
  for (const command of commands) {
    const state = requestTransitions.find((each) => each.command === command)?.to;
    if (state) events.push({ command, state });
  }
  await insertRequest(tx, {
    tenant_id: BASRA_POLICE,
    id: requestId,
    forum_id: MAQIL,
    digest: new Uint8Array(32),
    asker_kind: kind,
    asker_name: name,
    topic,
    audience,
    expected: 60,
    wanted_month: null,
    locale: 'ar',
    contact: null,
    note: null,
    state: events[events.length - 1]?.state ?? 'received',
    received_on: receivedOn,
    scheduled_on: commands.includes('schedule') ? addDays(receivedOn, 20) : null,
    delivered_on: delivered ? addDays(receivedOn, 20) : null,
    women: delivered ? 41 : null,
    men: delivered ? 12 : null,
    evaluation: delivered ? 'طلبت الحاضرات جلسة ثانية (مثال توضيحي)' : null,
  });
  for (const { command, state } of events) {
    await insertRequestEvent(tx, {
      tenant_id: BASRA_POLICE,
      request_id: requestId,
      command,
      state,
      day:
        command === 'deliver' || command === 'evaluate' || command === 'close' ? addDays(receivedOn, 20) : receivedOn,
      actor: null,
      reason: command === 'decline' ? 'لا موعد متاح هذا الشهر (مثال توضيحي)' : null,
    });
  }
}
