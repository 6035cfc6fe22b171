import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { CommitmentState } from '../commitments/commitment.model.ts';
import type { IssueCategory, IssueState } from './issue.model.ts';

/** What somebody took on, as the public page tells it. */
export interface PublishedPromise {
  readonly text: string;
  readonly state: CommitmentState;
  readonly dueOn: Day | null;
  readonly verifiedOn: Day | null;
  /** The office or unit; null where the wording itself says who. */
  readonly bearer: Names | null;
}

/** "You said – we did": an issue in the forum's words, what was agreed, what was promised, whether it was done. No word of whoever raised it. */
export interface PublishedCard {
  readonly id: Id;
  readonly forumId: Id;
  readonly forum: Names;
  readonly category: IssueCategory;
  readonly state: IssueState;
  readonly text: string;
  readonly solution: string | null;
  readonly raisedOn: Day;
  readonly publishedOn: Day;
  readonly promises: readonly PublishedPromise[];
}
