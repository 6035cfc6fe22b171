import type { Day } from '../base/clock.ts';
import type { Names } from '../base/shapes.ts';
import type { Office, Place, Provision, PublicUnit } from '../directory/model.ts';
import type { HotlineGroup, HotlineGroupView } from '../directory/reference/hotlines.model.ts';
import type { WalkInGroup } from '../directory/register/walk-in.model.ts';
import type { PublishedCard } from '../forums/issues/published.model.ts';
import type { Forum, ForumStatus, Founder, MeetingSeries } from '../forums/model.ts';
import type { Locale } from '../i18n/locale.ts';
import type { PublicStatistics } from '../results/model.ts';
import type { DrawnMap } from './map.model.ts';
import type { RaiseAnswer, RaiseProblems, TypedIssue } from './raise.model.ts';

/** What an office was from a day on. */
export interface PublicOfficeState {
  readonly office: Names;
  readonly since: Day;
  readonly rooms: number | null;
  readonly patrols: number | null;
  readonly staffLow: number | null;
  readonly staffHigh: number | null;
  readonly note: Names | null;
  readonly source: Names | null;
}

/** What the reporter's first page tells, in one language. */
export interface FirstPageView {
  readonly groups: readonly HotlineGroup[];
  readonly walkIns: readonly WalkInGroup[];
}

/** How much the directory knows of a governorate. */
export interface GovernorateLine {
  readonly place: Place;
  readonly offices: number;
  readonly forums: number;
  readonly desks: number;
}

/** An office with its units and the name of its district. */
export interface OfficeView extends Omit<Office, 'closed' | 'districtId'> {
  readonly organisation: Names;
  readonly district: Names | null;
  readonly units: readonly PublicUnit[];
  /** The articles name no opening hours: in the demo they are invented even where the office is not. */
  readonly hoursIllustrative: boolean;
}

/** A forum with the name of its district. */
export interface ForumView extends Omit<Forum, 'districtId'> {
  readonly district: Names | null;
}

/** What somebody chose on the page of forums; each is in the address. */
export interface ForumChoice {
  readonly on: Day;
  readonly governorate: string | null;
  readonly founder: Founder | null;
  readonly status: ForumStatus | null;
}

/** A forum with its status on the chosen day and the names of its places. */
export interface ListedForum extends ForumView {
  readonly governorate: Names | null;
  readonly status: ForumStatus;
}

/** A forum that takes what people raise. */
export interface OpenForum {
  readonly id: string;
  readonly names: Names;
  readonly meets: MeetingSeries | null;
}

/** A desk as a page tells of it; trust in it comes from the signed directory, in the reporter's own browser. */
export interface DeskView {
  readonly id: string;
  readonly names: Names;
  readonly organisation: Names;
  readonly police: boolean;
  readonly women: boolean;
  readonly childProtection: boolean;
  readonly worksHere: Names;
  readonly mustPassOn: Names;
  /** The day on which a lawyer checked that; null: nobody has. */
  readonly lawCheckedOn: Day | null;
  readonly hours: Office['hours'];
  readonly illustrative: boolean;
}

/** What each public page shows: the server gathers it, the components in `web/` draw it. A page is added here first. */
export type SitePages = {
  readonly home: {
    readonly governorates: readonly GovernorateLine[];
    readonly map: DrawnMap;
    readonly hotlines: readonly HotlineGroupView[];
  };
  readonly governorate: {
    readonly place: Place;
    readonly hotlines: readonly HotlineGroupView[];
    readonly bothJurisdictions: boolean;
    readonly desks: readonly DeskView[];
    readonly offices: readonly OfficeView[];
    readonly forums: readonly ForumView[];
    /** What its offices were through the years, the oldest first. */
    readonly officeYears: readonly PublicOfficeState[];
  };
  readonly forums: {
    readonly choice: ForumChoice;
    readonly places: readonly Place[];
    readonly map: DrawnMap;
    readonly total: number;
    readonly police: number;
    readonly byGovernorate: ReadonlyMap<string, number>;
    /** The first hundred. */
    readonly forums: readonly ListedForum[];
    readonly more: boolean;
    readonly planned: readonly ListedForum[];
  };
  readonly forum: {
    readonly forum: ListedForum;
    /** The article names no hour: in the demo it is invented even where the forum is not. */
    readonly seriesIllustrative: boolean;
    /** Meetings whose minutes are published, the newest first. */
    readonly minutes: readonly { readonly meetingId: string; readonly heldOn: string | null }[];
    readonly figures: Readonly<Record<'meetings' | 'issues' | 'solved' | 'commitments' | 'done', number>>;
    /** "You said – we did", the newest first. */
    readonly cards: readonly PublishedCard[];
  };
  readonly raise: {
    readonly forum: OpenForum;
    /** Made for each form: what is sent twice counts once. */
    readonly issueId: string;
    readonly typed: TypedIssue;
    readonly problems: RaiseProblems;
    readonly answer: RaiseAnswer;
  };
  readonly raised: { readonly forum: OpenForum };
  /** `address`: of the page on which the same is raised by phone; `report`: of the confidential way. */
  readonly paper: { readonly forum: OpenForum; readonly address: string; readonly report: string };
  readonly poster: {
    readonly forum: OpenForum;
    readonly address: string;
    readonly cards: readonly PublishedCard[];
    readonly illustrative: boolean;
  };
  readonly mediation: { readonly hotlines: readonly HotlineGroupView[] };
  readonly ask: {
    readonly forum: { readonly id: string; readonly names: Names };
    readonly requestId: string;
    /** What stands in the form, as it was typed. */
    readonly typed: Readonly<
      Record<'kind' | 'name' | 'topic' | 'audience' | 'expected' | 'month' | 'contact' | 'note', string>
    >;
    /** The fields that are missing or cannot be taken. */
    readonly wrong: readonly string[];
    readonly answer: 'sent' | 'diverted' | 'too_many' | null;
  };
  readonly rights: { readonly provisions: readonly Provision[] };
  readonly about: { readonly operator: { readonly names: Names; readonly illustrative: boolean } | null };
  readonly statistics: { readonly statistics: PublicStatistics; readonly places: readonly Place[] };
  /** Where an address leads nowhere, or something failed: in words, and whom to call all the same. */
  readonly problem: {
    readonly missing: boolean;
    readonly text: string;
    readonly hotlines: readonly HotlineGroupView[];
  };
};

export type SitePage = keyof SitePages;

/**
 * What stands around a page: its address without the language, for the language switch, and whether this is a demonstration. A page
 * without an address of its own (null) leads to the first one in another language.
 */
export interface PageFrame {
  readonly path: string | null;
  readonly demo: boolean;
}

/** What `dist/site/entry.js` offers to the server. */
export type SiteRenderer = {
  readonly renderPage: <Page extends SitePage>(
    locale: Locale,
    page: Page,
    props: SitePages[Page],
    frame: PageFrame,
  ) => string;
};

/** The address of a page in a language: Arabic stands at the root, the others under their code. */
export function sitePath(locale: Locale, path: string): string {
  return locale === 'ar' ? path : `/${locale}${path === '/' ? '' : path}`;
}

/** Where Arabic speaks to a man. The other languages speak to women and men in the same words. */
export const REPORT_TO_A_MAN = '/report/m';

/** The address of the reporter's first page in a language. */
export function reportPath(locale: Locale): string {
  return locale === 'ar' ? '/report/' : `/report/${locale}`;
}
