import { createRouter } from 'sv-router';

/*
 * The pages of the desk, relative to `/desk` (without a slash at its end: with one the router finds no page; and none may begin with
 * "/desk", which it would take for the base). Each is loaded when it is
 * opened; if it belongs in the rail, it has an entry in `rail.ts`. Links inside the desk are written with `p('/inbox/:deskId', …)`.
 */
const router = createRouter({
  '/': () => import('./Home.svelte'),
  '/inbox/:deskId': {
    '/': () => import('../../reporting/web/desk/InboxHint.svelte'),
    '/:reportId': () => import('./ReportPage.svelte'),
    layout: () => import('../../reporting/web/desk/Inbox.svelte'),
  },
  '/overview/:deskId': () => import('../../reporting/web/desk/Overview.svelte'),
  '/organisation': () => import('../../directory/web/Organisations.svelte'),
  '/forums': () => import('../../forums/web/register/Forums.svelte'),
  '/forums/:forumId/issues': () => import('../../forums/web/issues/Issues.svelte'),
  '/forums/:forumId/issues/:issueId': () => import('../../forums/web/issues/IssuePage.svelte'),
  '/indicators': () => import('../../forums/web/register/Indicators.svelte'),
  '/transfer': () => import('../../forums/web/register/Transfer.svelte'),
  '/forums/:forumId': () => import('../../forums/web/register/Forum.svelte'),
  '/meetings': () => import('../../forums/web/meetings/Planner.svelte'),
  '/meetings/:meetingId': () => import('../../forums/web/meetings/Meeting.svelte'),
  '/meetings/:meetingId/minutes': () => import('../../forums/web/meetings/Minutes.svelte'),
  '/meetings/:meetingId/session': () => import('../../forums/web/meetings/Session.svelte'),
  '/commitments': () => import('../../forums/web/commitments/Commitments.svelte'),
  '/commitments/:commitmentId': () => import('../../forums/web/commitments/Commitment.svelte'),
  '/requests': () => import('../../forums/web/requests/Requests.svelte'),
  '/requests/:requestId': () => import('../../forums/web/requests/Request.svelte'),
  '/people': () => import('../../accounts/web/People.svelte'),
  '/teams': () => import('../../accounts/web/Teams.svelte'),
  '/teams/:deskId': () => import('../../accounts/web/Team.svelte'),
  '/publish': () => import('../../accounts/web/Publish.svelte'),
  '/reference': () => import('../../directory/web/Reference.svelte'),
  '/roles': () => import('../../accounts/web/Roles.svelte'),
  '/account': () => import('../../accounts/web/Account.svelte'),
  '/me': () => import('./MyDevice.svelte'),
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
  return address === BASE || address.startsWith(`${BASE}/`) ? address : `${BASE}${address}`;
};
/** Goes to a page from script. */
export const navigate = router.navigate.bind(router);
/** Where we are: `pathname` as in the table above, `params`, `search`. */
export const route = router.route;
