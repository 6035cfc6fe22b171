import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const VIRTUAL = '\0muntada:hash-wasm';

/** The WebAssembly binaries inside hash-wasm's bundle, by name; throws when they are not where they used to be. */
export function hashWasmBinaries(): { readonly argon2: Buffer; readonly blake2b: Buffer } {
  const folder = path.dirname(createRequire(import.meta.url).resolve('hash-wasm'));
  const source = readFileSync(path.join(folder, 'index.esm.js'), 'utf8');
  const binary = (name: string) => {
    const base64 = new RegExp(`var name\\$\\w+ = "${name}";\\s+var data\\$\\w+ = "([^"]+)";`).exec(source)?.[1];
    if (base64 === undefined) throw new Error(`build: no ${name} in hash-wasm`);
    return Buffer.from(base64, 'base64');
  };
  return { argon2: binary('argon2'), blake2b: binary('blake2b') };
}

/**
 * On the reporter's page hash-wasm is its two binaries under `argon2-light.ts`. They travel as a character for each byte: base64 would
 * hide from the compression where one byte ends.
 */
export function lightHashWasm(root: string): Plugin {
  const light = path.join(root, 'src/web/argon2-light.ts');
  return {
    name: 'muntada:light-hash-wasm',
    enforce: 'pre',
    resolveId: { filter: { id: /^hash-wasm$/ }, handler: () => VIRTUAL },
    load: {
      filter: { id: /^\0muntada:hash-wasm$/ },
      handler() {
        const { argon2, blake2b } = hashWasmBinaries();
        const texts = [argon2, blake2b].map((binary) => JSON.stringify(binary.toString('latin1'))).join(', ');
        return `import { argon2idOver } from ${JSON.stringify(light)};\nexport const argon2id = argon2idOver(${texts});\n`;
      },
    },
  };
}
