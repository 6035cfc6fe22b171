import type { BodyOf } from '../../base/endpoint.ts';
import type { HotlineEntry, Provision } from '../model.ts';
import type { putHotline, putProvision } from '../reference/reference.contract.ts';

/** The request that puts a checked record on the public pages, as it stands: its check stays. */
export function publishing(entry: HotlineEntry | Provision): {
  readonly path: string;
  readonly body: BodyOf<typeof putHotline> | BodyOf<typeof putProvision>;
} {
  const { position, source } = entry;
  if ('number' in entry) {
    const { number, names, note, jurisdiction } = entry;
    const body = { number, names, note, jurisdiction, position, source, review: 'published' } as const;
    return { path: `/api/hotlines/${entry.id}`, body };
  }
  const { law, article, text, jurisdiction } = entry;
  const body = { law, article, text, jurisdiction, position, source, review: 'published' } as const;
  return { path: `/api/provisions/${entry.id}`, body };
}
