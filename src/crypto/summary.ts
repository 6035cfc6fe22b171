import { fromUtf8, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { openWith, sealTo } from './age.ts';
import type { SealedRule } from './age-header.ts';
import { padToStep, unpadFromStep } from './padding.ts';
import { LANGUAGES } from './report.ts';
import type { Language } from './report.ts';
import { readChoice, readFields, readFlag, readId, readList, readText } from './shape.ts';

/** What the inbox shows of a report before it is opened. Unsigned: what counts is the report. */
export type Summary = {
  readonly v: 1;
  readonly reportId: Id;
  /** Answer to the first question. */
  readonly kind: string;
  readonly urgent: boolean;
  /** Id of the district or governorate; empty when she did not say. */
  readonly area: string;
  readonly language: Language;
  /** Words such as `under18` or `notSafe`. */
  readonly marks: readonly string[];
  /** The first characters of her text. */
  readonly head: string;
};

const HEAD_MOST = 120;
export const SUMMARY_BYTES = 1536;

/** What the blind server checks of a summary. */
export const SUMMARY_RULE = { stanzas: 1, kind: 'X25519', exactBytes: SUMMARY_BYTES } as const satisfies SealedRule;

const MARKS_MOST = 8;

/** The first 120 characters of a text on one line, never half a character. */
export function headOf(text: string): string {
  return [...text.replace(/[\s\u0000-\u001F\u007F]+/g, ' ').trim()].slice(0, HEAD_MOST).join('');
}

/** The summary as an age file to the desk's epoch; always the same size. */
export async function sealSummary(epochRecipient: string, summary: Summary): Promise<Uint8Array> {
  readSummary(summary);
  const padded = padToStep(utf8(canonicalJson(summary)), SUMMARY_BYTES);
  must(padded.length === SUMMARY_BYTES, 'too_large');
  return await sealTo([epochRecipient], padded);
}

/** The summary of this report; `envelope_damaged` when what was sealed is none, or another report's. Else as `openWith`. */
export async function openSummary(
  identities: string | readonly string[],
  sealed: Uint8Array,
  reportId: Id,
): Promise<Summary> {
  const plain = unpadFromStep(await openWith(identities, sealed), SUMMARY_BYTES);
  try {
    const summary = readSummary(JSON.parse(fromUtf8(plain)) as Json);
    must(summary.reportId === reportId, 'envelope_damaged');
    return summary;
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

/** A summary, strictly; `wrong_shape`. Also the form of a list entry once re-sealed. */
export function readSummary(value: Json): Summary {
  const fields = readFields(value, ['v', 'reportId', 'kind', 'urgent', 'area', 'language', 'marks', 'head']);
  const head = readText(fields.head, 2 * HEAD_MOST);
  must([...head].length <= HEAD_MOST, 'wrong_shape');
  return {
    v: readChoice(fields.v, [1]),
    reportId: readId(fields.reportId),
    kind: readText(fields.kind, 40),
    urgent: readFlag(fields.urgent),
    area: readText(fields.area, 40),
    language: readChoice(fields.language, LANGUAGES),
    marks: readList(fields.marks, MARKS_MOST, (mark) => readText(mark, 20)),
    head,
  };
}
