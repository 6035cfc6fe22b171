/** Entry of the sheet alone: the public pages have no script, so the build keeps the CSS of this and drops the rest. */
import './site.css';

export { default as Page } from './Page.svelte';
export { pages } from './pages.ts';
