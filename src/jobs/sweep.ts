/** Background work that looks at everything that is due, again and again; a missed or a repeated run does no harm. */
export interface Sweep {
  /** As `reporting.withdrawals`. */
  readonly name: string;
  /** When, as a crontab line in UTC (Baghdad is three hours ahead). */
  readonly when: string;
  readonly run: () => Promise<void>;
}
