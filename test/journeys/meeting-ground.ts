import { baghdadDay, systemClock } from '../../src/base/clock.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import { overHttp } from '../harness/caller.ts';
import type { RunningServer } from '../harness/server-process.ts';
import { signIn } from '../harness/sign-in.ts';

/** Plans a meeting of the demo's Al-Ma’qil forum for today, with two items, and has its chair approve the agenda. */
export async function meetingWithAgendaOut({ url, demo }: RunningServer): Promise<Id> {
  const server = overHttp(url);
  const id = randomId();
  const ask = async (cookie: string, method: 'PUT' | 'POST', at: string, payload: object) => {
    const answer = await server.inject({ method, url: `/api/meetings/${id}${at}`, headers: { cookie }, payload });
    if (answer.statusCode !== 200) throw new Error(`${method} ${at}: ${answer.body}`);
  };
  const secretary = await signIn(server, demo.accounts, 'maqil.secretary');
  await ask(secretary, 'PUT', '', {
    forumId: MAQIL,
    plannedOn: baghdadDay(systemClock()),
    startsAt: 600,
    endsAt: 720,
    place: 'قاعة المدرسة (مثال توضيحي)',
    quorum: 4,
    quorumWomen: 2,
  });
  await ask(secretary, 'PUT', '/agenda', {
    items: ['إنارة الشارع قرب المدرسة (مثال توضيحي)', 'دورية عند انتهاء الدوام (مثال توضيحي)'].map((title) => ({
      id: randomId(),
      kind: 'other',
      title,
    })),
  });
  const chair = await signIn(server, demo.accounts, 'maqil.chair');
  await ask(chair, 'POST', '/commands', { command: 'approveAgenda' });
  return id;
}
