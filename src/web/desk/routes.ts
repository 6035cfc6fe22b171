import { createRouter } from 'sv-router';

/*
 * The pages of the desk, relative to `/desk` (without a slash at its end: with one the router finds no page). Each is loaded when it is opened: add `'/inbox': () => import('../../reporting/web/Inbox.svelte')`
 * here and, if it belongs in the rail, an entry in `rail.ts`. Links inside the desk are written with `p('/inbox')`.
 */
const router = createRouter({
  '/': () => import('./Home.svelte'),
  '/ui': () => import('../ui/Gallery.svelte'),
  '*': () => import('./NotFound.svelte'),
});

const BASE = '/desk';

/**
 * The typed address of a page: `p('/inbox/:id', { params: { id } })`. The router knows its base only once it is on the page, so what
 * is drawn before it (the rail) would point out of the desk.
 */
export const p: typeof router.p = (...args) => {
  const address = router.p(...args);
  return address.startsWith(BASE) ? address : `${BASE}${address}`;
};
/** Goes to a page from script. */
export const navigate = router.navigate.bind(router);
/** Where we are: `pathname` as in the table above, `params`, `search`. */
export const route = router.route;
