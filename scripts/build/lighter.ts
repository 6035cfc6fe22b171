import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';
import { AGE_CLASSES, LEFT_OUT } from '../../src/crypto/age-without.ts';
import type { Locale } from '../../src/i18n/locale.ts';

/** Each face has one sheet and prefetches by itself, so Vite's preloading around each `import()` would be a kilobyte for nothing. */
export const withoutPreloadHelper: Plugin = {
  name: 'muntada:without-preload-helper',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
};

/**
 * A bundle speaks one language: each message becomes that language's function, without the wrapper that would choose among three.
 * The compiler writes the three functions first and the wrapper last.
 */
export function oneLanguage(locale: Locale): Plugin {
  return {
    name: 'muntada:one-language',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/i18n/generated/messages/') || id.endsWith('_index.js')) return null;
      const wrapper = /^export const (\w+) = [^]*$/m.exec(code);
      const own = wrapper && `${locale}_${wrapper[1]}`;
      if (!own || !code.includes(`const ${own} =`)) throw new Error(`build: ${id} is not compiled as it used to be`);
      return `${code.slice(0, wrapper.index).replaceAll('i?.', 'i.')}\nexport { ${own} as ${wrapper[1]} };\n`;
    },
  };
}

/**
 * The parts of age that a reporter never needs, and the curves and hashes that her browser has by itself, are most of its weight. The
 * hashes of the browser give promises, and all functions of age that ask for one are asynchronous: they are let wait for it.
 */
export function withoutUnusedAge(root: string): Plugin {
  const own = (name: string) => path.join(root, 'src/crypto', name);
  const age = path.dirname(createRequire(import.meta.url).resolve('age-encryption'));
  const standIns = new Map<string, string>([
    ...LEFT_OUT.map((source) => [source, own('age-without.ts')] as const),
    ['@noble/curves/ed25519.js', own('x25519-late.ts')],
    ...['hkdf', 'hmac', 'sha2', 'utils'].map((name) => [`@noble/hashes/${name}.js`, own('hashes-native.ts')] as const),
  ]);
  return {
    name: 'muntada:without-unused-age',
    enforce: 'pre',
    resolveId: (source, importer) => (importer?.startsWith(age) ? standIns.get(source) : undefined),
    transform(code, id) {
      const name = path.relative(age, id);
      if (name === 'index.js') return waiting(withoutClasses(code, own('age-without.ts')), 6);
      return name === 'recipients.js' ? waiting(code, 2) : null;
    },
  };
}

function withoutClasses(code: string, without: string): string {
  return AGE_CLASSES.reduce((lighter, names) => {
    const line = `import { ${names} } from "./recipients.js";`;
    if (!lighter.includes(line)) throw new Error(`build: age no longer imports ${names} by themselves`);
    return lighter.replace(line, `import { ${names} } from ${JSON.stringify(without)};`);
  }, code);
}

/** `await` before each hash; the count says whether age still is what was read when this was written. */
function waiting(code: string, times: number): string {
  const parts = code.split(/(?<=const \w+ = )(?=h(?:kdf|mac)\(sha256, )/);
  if (parts.length !== times + 1) throw new Error(`build: age hashes ${parts.length - 1} times, not ${times}`);
  return parts.join('await ');
}

/**
 * What stands in for a missing curve or WebAssembly takes its own copy of the hashes along, so that the file that everybody loads holds
 * what everybody uses and no more: SHA-256 without SHA-512 and BLAKE2.
 */
export const standInsApart: Plugin = {
  name: 'muntada:stand-ins-apart',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^@noble\/hashes\/|^\.\/\w+\.js$/ },
    async handler(source, importer, options) {
      if (!/\/@noble\/curves\/|\/argon2-script\.ts$|\?apart$/.test(importer ?? '')) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found?.id.includes('/@noble/hashes/') ? `${found.id}?apart` : null;
    },
  },
};

/**
 * The reporter's page starts afresh in place of two prerendered buttons, so Svelte's hydration is never asked for. Svelte guards all of
 * it by one variable, so that a bundler can drop it; ours cannot see that and is told. Nor does the page have a `<svelte:boundary>`: the
 * root needs none, and an error goes on upwards as it would through a boundary that says nothing.
 */
export function svelteWithout(root: string): Plugin {
  const stub = path.join(root, 'src/web/report/svelte-without.ts');
  return {
    name: 'muntada:svelte-without',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/hydration\.js$/ },
      async handler(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        return found?.id.endsWith('/svelte/src/internal/client/dom/hydration.js') ? stub : null;
      },
    },
    load: { filter: { id: /\/svelte\/src\/internal\/client\/dom\/blocks\/boundary\.js$/ }, handler: () => BOUNDARY },
  };
}

const BOUNDARY = `
  import { EFFECT_PRESERVED, EFFECT_TRANSPARENT } from '#client/constants';
  import { block, branch } from '../../reactivity/effects.js';
  export function boundary(node, props, children) {
    if (props.failed || props.onerror) throw new Error('the reporter’s page has no boundaries');
    block(() => void branch(() => children(node)), EFFECT_TRANSPARENT | EFFECT_PRESERVED);
  }
  export const pending = () => 0;
`;

/** The library's codecs, strict as they are, in a quarter of its bytes. */
export function lightBases(root: string): Plugin {
  const light = path.join(root, 'src/crypto/bases-light.ts');
  return {
    name: 'muntada:light-bases',
    enforce: 'pre',
    resolveId: { filter: { id: /^@scure\/base$/ }, handler: () => light },
  };
}
