/** One broken law: its short name (as in the table of planted violations), where, and what is wrong in one sentence. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly says: string;
}
