/** Cost of Argon2id (RFC 9106) with one lane: memory in KiB and the number of passes over it. */
export type Argon2Cost = { readonly memoryKiB: number; readonly passes: number };

/** The function itself, here or in a worker: password, salt, cost, length in bytes. */
export type Argon2id = (
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
) => Promise<Uint8Array>;

/** Argon2id by WebAssembly, else in script. Asks no questions: whoever calls it has checked the bounds (`argon2.ts`). */
export const argon2idEither: Argon2id = async (password, salt, cost, length) => {
  try {
    const { argon2idWasm } = await import('./argon2-wasm.ts');
    return await argon2idWasm(password, salt, cost, length);
  } catch {
    // no WebAssembly: an old engine, a hardened browser, a policy without 'wasm-unsafe-eval'
    const { argon2idScript } = await import('./argon2-script.ts');
    return await argon2idScript(password, salt, cost, length);
  }
};
