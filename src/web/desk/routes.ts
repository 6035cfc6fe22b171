import { createRouter } from 'sv-router';

/*
 * The pages of the desk, relative to `/desk` (without a slash at its end: with one the router finds no page). Each is loaded when it is opened: add `'/inbox': () => import('../../reporting/web/Inbox.svelte')`
 * here and, if it belongs in the rail, an entry in `rail.ts`. Links inside the desk are written with `p('/inbox')`.
 */
export const { p, navigate, isActive, route } = createRouter({
  '/': () => import('./Home.svelte'),
  '/ui': () => import('../ui/Gallery.svelte'),
  '*': () => import('./NotFound.svelte'),
});
