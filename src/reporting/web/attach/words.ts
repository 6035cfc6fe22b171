import { m } from '../../../i18n/messages.ts';
import type { ChosenFile, Refusal } from './files.ts';
import type { SendProgress } from './send.ts';

const refusals: Readonly<Record<Refusal, (inputs: { name: string }) => string>> = {
  video: m.attach_refused_video,
  unknown: m.attach_refused_unknown,
  unreadable: m.attach_refused_unreadable,
  tooLong: m.attach_refused_too_long,
  under18: m.attach_refused_under18,
  tooMuch: m.attach_refused_too_much,
  tooMany: m.attach_refused_too_many,
};

const MEGA = 1024 * 1024;

/** Why a file was not added, in a sentence that names it. */
export function refusalWords(refusal: Refusal, name: string): string {
  return refusals[refusal]({ name: isolated(name) });
}

/** `340 kB`, `2.1 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < MEGA) return m.attach_kilobytes({ count: Math.max(1, Math.round(bytes / 1024)) });
  return m.attach_megabytes({ count: Math.round((bytes / MEGA) * 10) / 10 });
}

/** What a chosen file is called on the page; pictures are counted, their own names say too much. */
export function fileWords(file: ChosenFile, files: readonly ChosenFile[]): string {
  if (file.kind !== 'picture') return isolated(file.name);
  return m.attach_picture({
    number: files.filter((each) => each.kind === 'picture').findIndex((each) => each.key === file.key) + 1,
  });
}

/** How far the sending is, in words. */
export function sendingWords({ sent, total, waiting }: SendProgress): string {
  const percent = percentOf(sent, total);
  return waiting ? m.attach_line_broken({ percent }) : m.attach_sending({ percent });
}

/** Never 100 before the end. */
export function percentOf(done: number, total: number): number {
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}

/** A name with its own direction inside a sentence. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
