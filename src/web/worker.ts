/** The part of Trusted Types that is used here; Chrome 83 and later have it, lib.dom does not. */
type ScriptAddressPolicy = { createScriptURL(address: string): unknown };
type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): ScriptAddressPolicy;
};

declare const trustedTypes: PolicyFactory | undefined;

let policy: ScriptAddressPolicy | undefined;

/**
 * A worker from one of our own built files (`import url from './x.worker.ts?worker&url'`). Throws where the browser has none, or
 * refuses it. Under `require-trusted-types-for 'script'` the address must come from a policy, so there is this second one beside
 * Svelte's: it passes addresses of our own assets and nothing else, no `blob:`, no `data:`, no other origin.
 */
export function startWorker(url: string): Worker {
  policy ??= newPolicy();
  // lib.dom lets Worker take a string only; at run time the trusted address is what is asked for
  return new Worker((policy?.createScriptURL(url) ?? url) as string, { type: 'module' });
}

/**
 * Makes one of our own built files the service worker of the pages under an address, in place of an earlier one. Throws where the
 * browser has none, or refuses it.
 */
export async function registerServiceWorker(url: string, scope: string): Promise<void> {
  policy ??= newPolicy();
  await navigator.serviceWorker.register((policy?.createScriptURL(url) ?? url) as string, { scope });
  await navigator.serviceWorker.ready;
}

function newPolicy(): ScriptAddressPolicy | undefined {
  return typeof trustedTypes === 'undefined'
    ? undefined
    : trustedTypes.createPolicy('muntada-worker', { createScriptURL: ownAssetOnly });
}

function ownAssetOnly(address: string): string {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !url.pathname.startsWith('/assets/')) throw new TypeError('not our worker');
  return url.href;
}
