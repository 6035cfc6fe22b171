import { CACHE, isStaticFile, PAGE } from './offline-files.ts';

/** As much of a service worker as is used here; the browser's program knows pages only. */
type Fetched = Event & { readonly request: Request; respondWith(answer: Promise<Response>): void };

/** So long a line may be silent before the page that is kept takes its place. */
const PATIENCE_MS = 6_000;

addEventListener('fetch', (event) => {
  // Nothing else is called so in a service worker.
  const { request, respondWith } = bound(event as Fetched);
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') respondWith(pageOf(request));
  else if (isStaticFile(url.pathname)) respondWith(fileOf(request));
  // Everything else, and every answer of the API, goes past here.
});

/** The server's page whenever there is a line, so that an update is never held up; the kept one otherwise. */
async function pageOf(request: Request): Promise<Response> {
  const kept = await find(PAGE);
  if (kept === undefined) return await fetch(request);
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const fresh = fetch(request).then(
    (answer) => (answer.status >= 500 ? kept : answer),
    () => kept,
  );
  return await Promise.race([fresh, patience]);
}

/** A name carries the hash of what is in it: what is kept is what would come. */
async function fileOf(request: Request): Promise<Response> {
  return (await find(new URL(request.url).pathname)) ?? (await fetch(request));
}

async function find(path: string): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return await cache.match(path, { ignoreVary: true });
}

function bound(event: Fetched) {
  return { request: event.request, respondWith: (answer: Promise<Response>) => event.respondWith(answer) };
}
