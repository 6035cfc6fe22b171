import type { OpenedReport, ReadReport, ServerReport } from './opened-report.ts';

type Link = ServerReport['links'][number];

/**
 * What this device knows of a link (invariant 22). `waits`: she has not said so from both mailboxes. `openOther`: her word from the
 * other mailbox can be checked only with that report before one, as it is now. The server's word is never enough.
 */
export type LinkState = 'waits' | 'openOther' | 'refused' | 'verified';

/** Whether her signed words stand on both sides: each was checked by the key that its report names, when that was opened. */
export function checkLink(report: ReadReport, { otherId, agreed }: Link, other: OpenedReport | undefined): LinkState {
  if (!agreed) return 'waits';
  if (!report.signedLinks.has(otherId)) return 'refused';
  if (other?.kind !== 'read') return 'openOther';
  if (other.signedLinks.has(report.server.id)) return 'verified';
  // opened before she said it there, or not signed by her at all
  const told = other.server.links.find((link) => link.otherId === report.server.id);
  return told?.agreed === true ? 'refused' : 'openOther';
}
