import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Weight = { raw: number; brotli: number };

/** Writes `<file>.br` and `<file>.gz` beside a file, so that the server never compresses while somebody waits. Sizes in bytes. */
export async function compressBeside(file: string): Promise<Weight> {
  const content = await readFile(file);
  const [small, old] = await Promise.all([
    brotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    zip(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, old)]);
  return { raw: content.length, brotli: small.length };
}
