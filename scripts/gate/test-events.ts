/** How one test ended, as one line of JSON between the process that runs the tests and the gate. */
export interface TestEnd {
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly name: string;
  readonly file: string;
  readonly why: readonly string[];
}

const MARK = '#test-end ';

/** The line for an end. */
export function writeTestEnd(end: TestEnd): string {
  return `${MARK}${JSON.stringify(end)}\n`;
}

/** The end in a line, if one is in it: tests may print lines of their own. */
export function readTestEnd(line: string): TestEnd | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as TestEnd) : undefined;
}
