import { registerServiceWorker } from '../worker.ts';
// oxlint-disable-next-line import/default -- the build makes the address of the worker out of this
import workerUrl from './offline.worker.ts?worker&url';
import { CACHE, isStaticFile, PAGE } from './offline-files.ts';

/**
 * Keeps the desk's page and every static file that this page has loaded, for a start without a line. The files' names carry their
 * hashes. Call it when whatever is to work later has been loaded. False where the browser cannot.
 */
export async function keepDeskPage(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return false;
  try {
    // Without a line something will fail: the words for it come along.
    await import('../../i18n/problem-text.ts');
    // oxlint-disable-next-line typescript/no-unsafe-argument -- a string; only the browser's program knows the import
    await registerServiceWorker(workerUrl, PAGE);
    const cache = await caches.open(CACHE);
    const wanted = new Set(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name))
        .filter((url) => url.origin === location.origin && isStaticFile(url.pathname))
        .map(({ pathname }) => pathname),
    );
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (isStaticFile(pathname) && !wanted.delete(pathname)) await cache.delete(request);
    }
    await cache.addAll(wanted);
    const page = await fetch(`${PAGE}?lang=${langOfPage()}`, { cache: 'no-store', credentials: 'omit' });
    if (!page.ok) return false;
    await cache.put(PAGE, page);
    return true;
  } catch {
    return false;
  }
}

/** Forgets it all. */
export async function forgetDeskPage(): Promise<void> {
  try {
    await caches.delete(CACHE);
    const registration = await navigator.serviceWorker.getRegistration(PAGE);
    await registration?.unregister();
  } catch {
    // A browser without them has nothing to forget.
  }
}

function langOfPage(): string {
  return document.documentElement.lang.split('-')[0] ?? '';
}
