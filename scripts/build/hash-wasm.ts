import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const VIRTUAL = '\0muntada:hash-wasm';

/** The WebAssembly of Argon2 inside hash-wasm's bundle, a character for each byte; throws when it is not where it used to be. */
export function argon2Binary(): string {
  const folder = path.dirname(createRequire(import.meta.url).resolve('hash-wasm'));
  const source = readFileSync(path.join(folder, 'index.esm.js'), 'utf8');
  const base64 = /var name\$\w+ = "argon2";\s+var data\$\w+ = "([^"]+)";/.exec(source)?.[1];
  if (base64 === undefined) throw new Error('build: no Argon2 in hash-wasm');
  return Buffer.from(base64, 'base64').toString('latin1');
}

/**
 * On the reporter's page hash-wasm is its binary under `argon2-light.ts`. It travels as a character for each byte: base64 would hide
 * from the compression where one byte ends.
 */
export function lightHashWasm(root: string): Plugin {
  const light = path.join(root, 'src/web/argon2-light.ts');
  return {
    name: 'muntada:light-hash-wasm',
    enforce: 'pre',
    resolveId: { filter: { id: /^hash-wasm$/ }, handler: () => VIRTUAL },
    load: {
      filter: { id: /^\0muntada:hash-wasm$/ },
      handler: () =>
        `import { argon2idOver } from ${JSON.stringify(light)};\n` +
        `export const argon2id = argon2idOver(${JSON.stringify(argon2Binary())});\n`,
    },
  };
}
