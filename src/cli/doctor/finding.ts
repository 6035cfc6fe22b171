/** One line of what `muntada doctor` found. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'fault';
  /** What was looked at: one word or two. */
  readonly what: string;
  readonly says: string;
}

/** All is well. */
export function ok(what: string, says: string): Finding {
  return { state: 'ok', what, says };
}

/** Somebody should look. */
export function warning(what: string, says: string): Finding {
  return { state: 'warning', what, says };
}

/** Something is wrong. */
export function fault(what: string, says: string): Finding {
  return { state: 'fault', what, says };
}
