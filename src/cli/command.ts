/** A command of `muntada`; `run` throws a sentence for the operator. */
export interface Command {
  readonly usage: string;
  readonly run: (words: readonly string[]) => Promise<void>;
}
