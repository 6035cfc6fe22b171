import { parseArgs } from 'node:util';

/** The words after a command, read: `values` by option, `word` the one that is no option. Throws the usage for anything else. */
export function readWords<
  const Options extends Readonly<Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>>,
>(words: readonly string[], usage: string, options: Options) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [word] = positionals;
    if (word === undefined || positionals.length > 1) throw new Error('one word');
    return { values, word };
  } catch (cause) {
    throw new Error(`Usage: muntada ${usage}`, { cause });
  }
}
