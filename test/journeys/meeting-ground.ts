import { baghdadDay, systemClock } from '../../src/base/clock.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import type { DemoAccount } from '../../src/demo/people.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import { overHttp } from '../harness/caller.ts';
import { signIn } from '../harness/sign-in.ts';

const CODE_MS = 30_000;

/** A server that runs the demo. */
interface DemoServer {
  readonly url: string;
  readonly demo: { readonly accounts: readonly DemoAccount[] };
}

/** Asks for a meeting over HTTP, as somebody of the demo. */
async function askAs({ url, demo }: DemoServer, login: string, id: Id) {
  const server = overHttp(url);
  // A code opens once: the next one, where somebody has just used it.
  const cookie = await signIn(server, demo.accounts, login).catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, CODE_MS - (systemClock() % CODE_MS) + 500));
    return signIn(server, demo.accounts, login);
  });
  return async (method: 'PUT' | 'POST', at: string, payload: object) => {
    const answer = await server.inject({ method, url: `/api/meetings/${id}${at}`, headers: { cookie }, payload });
    if (answer.statusCode !== 200) throw new Error(`${method} ${at}: ${answer.body}`);
  };
}

/** The same meeting after its session, in which nothing was recorded. */
export async function meetingThatIsOver(server: DemoServer): Promise<Id> {
  const id = await meetingWithAgendaOut(server);
  const ask = await askAs(server, 'maqil.secretary', id);
  for (const command of ['open', 'close']) await ask('POST', '/session/commands', { command });
  return id;
}

/** The chair approves minutes that the secretary has signed. */
export async function approveMinutes(server: DemoServer, id: Id, version: number): Promise<void> {
  const ask = await askAs(server, 'maqil.chair', id);
  await ask('POST', '/commands', { command: 'approveMinutes', version });
}

/** Plans a meeting of the demo's Al-Ma’qil forum for today, with two items, and has its chair approve the agenda. */
export async function meetingWithAgendaOut({ url, demo }: DemoServer): Promise<Id> {
  const server = overHttp(url);
  const id = randomId();
  // A code opens once: the next one, where somebody has just used it.
  const signInSoon = async (login: string) =>
    signIn(server, demo.accounts, login).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, CODE_MS - (systemClock() % CODE_MS) + 500));
      return signIn(server, demo.accounts, login);
    });
  const ask = async (cookie: string, method: 'PUT' | 'POST', at: string, payload: object) => {
    const answer = await server.inject({ method, url: `/api/meetings/${id}${at}`, headers: { cookie }, payload });
    if (answer.statusCode !== 200) throw new Error(`${method} ${at}: ${answer.body}`);
  };
  const secretary = await signInSoon('maqil.secretary');
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
  const chair = await signInSoon('maqil.chair');
  await ask(chair, 'POST', '/commands', { command: 'approveAgenda' });
  return id;
}
