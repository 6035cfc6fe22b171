/**
 * Stands in the reporter's bundle for Svelte's `internal/client/dom/hydration.js` (scripts/build/lighter.ts): the page is mounted, never
 * hydrated, and with a constant `false` here a tenth of the runtime falls away.
 */
export const hydrating = false;
export const hydrate_node = null;

const nothing = (): void => undefined;
const refuse = (): never => {
  throw new Error('the reporter’s page is not hydrated');
};

export const reset = nothing;
export const next = nothing;
export const hydrate_template = nothing;
export const set_hydrating = nothing;
export const set_hydrate_node = nothing;
export const hydrate_next = refuse;
export const skip_nodes = refuse;
export const read_hydration_instruction = refuse;
