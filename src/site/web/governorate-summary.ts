import { m } from '../../i18n/messages.ts';
import type { GovernorateLine } from '../pages.model.ts';

/** "3 offices · one forum", or that nothing is listed yet: the same words on the map and in the list. */
export function summaryOf({ offices, forums, desks }: GovernorateLine): string {
  const parts = [
    offices > 0 ? m.site_offices_count({ count: offices }) : '',
    forums > 0 ? m.site_forums_count({ count: forums }) : '',
    desks > 0 ? m.site_desks_count({ count: desks }) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' · ') : m.site_none_listed();
}
