/**
 * Everything that can go wrong, in one list: a stable code, an HTTP status, and (by the code) a text in three languages,
 * `problem_<code>` in `messages/`. Answers are `application/problem+json` (RFC 9457).
 */
export const problems = {
  // the request itself
  malformed: 400,
  wrong_shape: 422,
  too_large: 413,
  unsupported_type: 415,
  no_such_route: 404,
  not_found: 404,
  already_different: 409,
  too_many: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
  // attachments
  upload_protocol: 412,
  upload_offset: 409,
  upload_incomplete: 409,
  // doors
  sign_in_first: 401,
  sign_in_refused: 401,
  not_allowed: 403,
  mailbox_unknown: 404,
  invitation_unknown: 404,
  code_refused: 422,
  proof_of_work: 400,
  challenge_expired: 400,
  // sealed things
  envelope_damaged: 422,
  envelope_not_for_you: 422,
  recipients_mixed: 422,
  signature_refused: 422,
  message_replayed: 422,
  message_out_of_order: 422,
  padding_damaged: 422,
  directory_refused: 422,
  directory_went_back: 409,
  receipt_digits: 422,
  receipt_check_digit: 422,
  account_code_refused: 422,
  key_cost_low: 422,
  share_damaged: 422,
  shares_too_few: 422,
  // states
  transition_refused: 409,
  desk_closed: 409,
  desk_unknown: 422,
  epoch_ended: 409,
  epoch_in_use: 409,
  women_only: 403,
  roles_conflict: 409,
  login_taken: 409,
  admission_refused: 422,
  trustees_refused: 422,
  // forums
  issue_diverted: 422,
  import_refused: 422,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;
export type ProblemParams = Readonly<Record<string, string | number>>;

/** A refusal with a stable code; carries no text, so that nothing unexpected can leak through it. */
export class Problem extends Error {
  // declared only: old phones would be sent a helper for each field
  declare readonly code: ProblemCode;
  declare readonly status: number;
  declare readonly params: ProblemParams;

  constructor(code: ProblemCode, params: ProblemParams = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'Problem';
    this.code = code;
    this.status = problems[code];
    this.params = params;
  }
}

/** Throws the problem; for expressions and last lines. */
export function fail(code: ProblemCode, params?: ProblemParams, cause?: unknown): never {
  throw new Problem(code, params, cause);
}

/** Throws the problem unless the condition holds. A promise is no condition: it would always hold. */
export function must<Condition>(
  condition: Condition & ([Extract<Condition, PromiseLike<unknown>>] extends [never] ? unknown : never),
  code: ProblemCode,
  params?: ProblemParams,
): asserts condition {
  if (!condition) fail(code, params);
}

/** Whether a caught value is the problem with this code. */
export function isProblem(error: unknown, code?: ProblemCode): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
