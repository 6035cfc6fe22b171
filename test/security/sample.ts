import type { ProblemCode } from '../../src/base/problem.ts';
import type { Stage } from './stage.ts';
import type { SampleRequest, Visitor } from './visitors.ts';

/** A valid request to one route. */
export interface Sample {
  /** Method and path as the route is listed: `POST /api/reports/:reportId/open`. */
  readonly of: string;
  /** What is special about this request, where one route has several: "sealed to the women's key". */
  readonly when?: string;
  /** Makes whatever the request needs, anew for each visitor, and the request itself. */
  readonly make: (stage: Stage, visitor: Visitor) => Promise<Made> | Made;
  /** Problems that only somebody who was let in can get, where a sample cannot be right in every particular. */
  readonly letIn?: readonly ProblemCode[];
  /** Nobody at all is to get in. */
  readonly nobodyMay?: true;
  /** The visitor's session is over afterwards. */
  readonly endsSession?: true;
}

/** A request without the method, which the route names. */
export type Made = Omit<SampleRequest, 'method'>;

/** Builds the samples of a slice with less to write. */
export function sample(of: string, make: Sample['make'], more: Omit<Sample, 'of' | 'make'> = {}): Sample {
  return { of, make, ...more };
}
