import type { Id } from '../../base/ids.ts';
import { BASRA_WOMEN, CENTRE, ERBIL, FORUM_CONTACT, LAWYERS_DESK, MOSUL } from '../desks.ts';
import { basraWomen } from './basra-women.ts';
import { erbil } from './erbil.ts';
import { forumContact } from './forum-contact.ts';
import { lawyers } from './lawyers.ts';
import { mosul } from './mosul.ts';
import { referralCentre } from './referral-centre.ts';
import type { Story } from './story.ts';

/** What each desk of the demo has received: no story stands at two of them. */
export const storiesOfDesk: ReadonlyMap<Id, readonly Story[]> = new Map([
  [BASRA_WOMEN, basraWomen],
  [LAWYERS_DESK, lawyers],
  [CENTRE, referralCentre],
  [ERBIL, erbil],
  [MOSUL, mosul],
  [FORUM_CONTACT, forumContact],
]);
