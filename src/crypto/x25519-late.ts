/**
 * Stands in the reporter's bundle for the curves that age imports: X25519 comes from the browser, and age asks for these only where
 * the browser has none, so they come late or never. `GuBytes` is the base point.
 */
export const x25519 = {
  GuBytes: Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0)),
  scalarMult: async (scalar: Uint8Array, u: Uint8Array): Promise<Uint8Array> =>
    (await import('./curves-script.ts')).x25519.scalarMult(scalar, u),
  scalarMultBase: async (scalar: Uint8Array): Promise<Uint8Array> =>
    (await import('./curves-script.ts')).x25519.scalarMultBase(scalar),
};
