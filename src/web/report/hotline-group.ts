/** What the first page shows of a hotline; the server fills it from the directory's records. */
export type HotlineLine = { readonly number: string; readonly name: string; readonly recentlyChecked: boolean };

/** Hotlines of one part of the country, the one to call first at the top. */
export type HotlineGroup = { readonly heading: string; readonly lines: readonly HotlineLine[] };
