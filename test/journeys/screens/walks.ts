import { deskWalk } from './desk.ts';
import { forumWalk } from './forum.ts';
import { administratorWalk, headWalk, platformWalk } from './keepers.ts';
import { meetingsWalk } from './meetings.ts';
import { promisesWalk } from './promises.ts';
import { publicWalk } from './public.ts';
import { sessionWalk } from './session.ts';
import { reporterWalk } from './reporter.ts';
import type { Walk } from './walk.ts';

/** Every page and step of the house, once: whoever adds one adds it here. */
export const walks: readonly Walk[] = [
  publicWalk,
  reporterWalk,
  deskWalk,
  administratorWalk,
  platformWalk,
  headWalk,
  forumWalk,
  sessionWalk,
  meetingsWalk,
  promisesWalk,
];
