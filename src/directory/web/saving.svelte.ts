import { textOfError } from '../../web/api.ts';

/** One piece of work of a form: whether it runs, what went wrong in words, whether it was done. */
export interface Saving {
  readonly working: boolean;
  readonly problem: string;
  readonly done: boolean;
  /** Runs the work; true when it was done. What it throws becomes `problem`. */
  run(work: () => Promise<void>): Promise<boolean>;
}

/** A form's saving, not begun. Call it while a component is being made. */
export function newSaving(): Saving {
  let working = $state(false);
  let problem = $state('');
  let done = $state(false);
  return {
    get working() {
      return working;
    },
    get problem() {
      return problem;
    },
    get done() {
      return done;
    },
    async run(work) {
      if (working) return false;
      working = true;
      problem = '';
      done = false;
      try {
        await work();
        done = true;
      } catch (error) {
        problem = await textOfError(error);
      } finally {
        working = false;
      }
      return done;
    },
  };
}
