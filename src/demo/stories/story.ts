import type { Language } from '../../crypto/report.ts';
import type { Aftercare, CloseReason, ScopeReason } from '../../reporting/index.ts';
import type { Deadline, ExtortionFacet, Kind, ReportCommand, SafeNow } from '../../reporting/model.ts';

/** An invented report: nobody wrote it, and every screen that shows the demo says so. */
export interface Story {
  readonly language: Language;
  readonly kind: Kind;
  readonly facet?: ExtortionFacet;
  readonly safeNow?: SafeNow;
  readonly deadline?: Deadline;
  readonly under18?: boolean;
  /** Marked urgent; only a story of today still has a clock that runs. */
  readonly urgent?: boolean;
  readonly womenOnly?: boolean;
  /** Sealed to another key than the one in its key file, as by a broken browser. */
  readonly unreadable?: boolean;
  /** How many days ago it was written, and at which hour of that day in Baghdad; of today: just now. */
  readonly daysAgo: number;
  readonly hour?: number;
  readonly text: string;
  /** What happened afterwards, in this order. */
  readonly steps?: readonly Step[];
}

/** What a member of the desk did on her device, or the reporter on hers: so many hours after the report was written. */
export type Step = { readonly after: number; /** Which member of the desk, from 0. */ readonly by?: number } & (
  | { readonly act: 'open' | 'close' }
  | { readonly act: 'answer' | 'note' | 'herMessage'; readonly text: string }
  | { readonly act: 'command'; readonly command: ReportCommand; readonly reason?: ScopeReason }
  /** `dueIn`: days from the day on which the demo is made. */
  | { readonly act: 'assign'; readonly to: number; readonly dueIn: number | null }
  | { readonly act: 'askClosure'; readonly reason: CloseReason; readonly aftercare: Aftercare }
);

/** How every text of the demo begins. */
export const ILLUSTRATIVE: Readonly<Record<Language, string>> = {
  ar: 'مثال توضيحي: ',
  ckb: 'نموونە: ',
  en: 'Illustrative: ',
};
