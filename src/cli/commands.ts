import { demo } from './demo.ts';
import { migrate } from './migrate.ts';

/** A command of `muntada`; `run` throws a sentence for the operator. */
export interface Command {
  readonly usage: string;
  readonly run: (words: readonly string[]) => Promise<void>;
}

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = { migrate, demo };
