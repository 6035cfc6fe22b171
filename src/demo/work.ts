import { listSeated } from '../accounts/index.ts';
import type { Actor } from '../base/actor.ts';
import { toBase64url } from '../base/bytes.ts';
import type { Day } from '../base/clock.ts';
import { addDays } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import { fail } from '../base/problem.ts';
import { importCaseKey, newCaseKey, saveCaseKey, sealNote, wrapCaseKey, writeNote } from '../cases/index.ts';
import { importIndexKey, sealEntry } from '../crypto/entry.ts';
import type { EpochKeys } from '../crypto/epoch.ts';
import { sealMessage } from '../crypto/message.ts';
import type { Summary } from '../crypto/summary.ts';
import type { DeskGround } from '../reporting/index.ts';
import {
  answerBand,
  askForClosure,
  assign,
  closeAsSecond,
  command,
  open,
  saveEntry,
  writeAsDesk,
} from '../reporting/index.ts';
import type { Database } from '../storage/database.ts';
import type { InstalledDesk } from './install.ts';
import { ILLUSTRATIVE } from './stories/story.ts';
import type { Step, Story } from './stories/story.ts';

/** A report of the demo as it was stored, with what only her page and the desk's devices know of it. */
export interface StoredStory {
  readonly story: Story;
  readonly desk: InstalledDesk;
  readonly epoch: EpochKeys;
  readonly reportId: Id;
  readonly recipient: string;
  readonly summary: Summary;
  readonly day: Day;
  /** When it was written, in ms. */
  readonly writtenAt: number;
  readonly today: Day;
  /** Seals and stores a message of hers, the `seq`th, after so many of the desk's. */
  readonly writeBack: (text: string, seq: number, seenOther: number, now: number) => Promise<void>;
}

type Worked = { desk: number; reporter: number };

/** Does what a story's people did, by the actions of the server and with what their devices would have sealed for them. */
export async function workOn(database: Database, stored: StoredStory): Promise<void> {
  const { steps = [] } = stored.story;
  const done: Worked = { desk: 0, reporter: 0 };
  for (const step of steps) await take(database, stored, step, done);
}

async function take(database: Database, stored: StoredStory, step: Step, done: Worked): Promise<void> {
  const { reportId, story, epoch } = stored;
  const now = stored.writtenAt + Math.round(step.after * 3_600_000);
  const ground: DeskGround = { database, clock: () => now, listSeated, roomForText: async () => undefined };
  const actor = actorOf(stored, step.by ?? 0);
  switch (step.act) {
    case 'open': {
      await open(ground, actor, reportId);
      const index = await importIndexKey(epoch.indexKey);
      const entry = await sealEntry(index, reportId, { ...stored.summary, marks: [...stored.summary.marks] });
      return saveEntry(ground, actor, reportId, { epoch: epoch.n, entry: toBase64url(entry) });
    }
    case 'answer':
      return answer(ground, actor, stored, ILLUSTRATIVE[story.language] + step.text, done);
    case 'herMessage':
      done.reporter++;
      return stored.writeBack(ILLUSTRATIVE[story.language] + step.text, done.reporter, done.desk, now);
    case 'command':
      return void (await command(ground, actor, reportId, { command: step.command, reason: step.reason }));
    case 'assign': {
      const dueOn = step.dueIn === null ? null : addDays(stored.today, step.dueIn);
      return assign(ground, actor, reportId, { assigneeId: personOf(stored, step.to).id, dueOn });
    }
    case 'note':
      return note(ground, actor, stored, step.text);
    case 'askClosure':
      return askForClosure(ground, actor, reportId, { reason: step.reason, aftercare: step.aftercare });
    case 'close':
      return void (await closeAsSecond(ground, actor, reportId));
  }
}

async function answer(
  ground: DeskGround,
  actor: Actor,
  stored: StoredStory,
  text: string,
  done: Worked,
): Promise<void> {
  const { reportId, desk, epoch, day, writtenAt } = stored;
  done.desk++;
  const firstAnswer = done.desk === 1 ? answerBand(ground.clock(), { day, writtenAt }) : undefined;
  const id = randomId();
  const voice = { deskId: desk.desk.id, epoch: epoch.n, role: 'deskWorker' };
  const sealed = await sealMessage(
    stored.recipient,
    {
      v: 1,
      kind: 'message',
      reportId,
      id,
      side: 'desk',
      seq: done.desk,
      seenOther: done.reporter,
      text,
      desk: firstAnswer ? { ...voice, answered: firstAnswer } : voice,
    },
    epoch.signing.secret,
  );
  await writeAsDesk(ground, actor, reportId, { id, seq: done.desk, body: toBase64url(sealed), firstAnswer });
}

/** An internal note under a case key of its own: a story has one at most. */
async function note(ground: DeskGround, actor: Actor, { reportId, epoch }: StoredStory, text: string): Promise<void> {
  const key = newCaseKey();
  const caseId = randomId();
  const wrapped = toBase64url(await wrapCaseKey(epoch.recipient, caseId, key));
  await saveCaseKey(ground, actor, reportId, { id: caseId, epoch: epoch.n, wrapped });
  const id = randomId();
  const body = toBase64url(await sealNote(await importCaseKey(key), id, ILLUSTRATIVE.ar + text));
  await writeNote(ground, actor, reportId, { id, caseId, body });
}

function personOf({ desk }: StoredStory, at: number) {
  return desk.people[at] ?? fail('not_found');
}

function actorOf(stored: StoredStory, at: number): Actor {
  const { id, sex } = personOf(stored, at);
  const { desk } = stored.desk;
  const seat = { deskId: desk.id, women: desk.womensKey && sex === 'woman' };
  return { accountId: id, tenantId: desk.organisationId, sessionId: randomId(), roles: ['deskWorker'], desks: [seat] };
}
