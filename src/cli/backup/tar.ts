import { concat, fromUtf8, utf8 } from '../../base/bytes.ts';

const BLOCK = 512;
const NAME_MOST = 100;

/** One file of an archive. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file as it stands in a tar archive (POSIX ustar): header, bytes, padding. No owner and no time: they say nothing here. */
export function tarFile({ name, bytes }: TarEntry): Uint8Array {
  const path = utf8(name);
  if (path.length > NAME_MOST) throw new Error(`The name ${name} is too long for the archive.`);
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => header.set(utf8(text), at);
  header.set(path, 0);
  put(100, '0000600\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(156, '0');
  put(257, 'ustar\x0000');
  put(148, checksumOf(header));
  return concat(header, bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
}

/** What ends an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * BLOCK);
}

/** The files of an archive, one after the other. Throws a sentence when it is damaged, goes on after its end, or ends too early. */
export async function* readTar(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const { take, rest } = taker(archive);
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = sizeIn(header);
    const name = fromUtf8(header.subarray(0, NAME_MOST)).replace(/\0+$/, '');
    const bytes = await take(size);
    await take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name, bytes };
  }
  await take(BLOCK);
  if ((await rest()) > 0) throw new Error('The archive goes on after its end.');
}

function sizeIn(header: Uint8Array): number {
  const sum = fromUtf8(header.subarray(148, 156));
  const octal = /^([0-7]{11})\0$/.exec(fromUtf8(header.subarray(124, 136)))?.[1];
  if (sum !== checksumOf(header) || octal === undefined) throw new Error('The archive is damaged.');
  return parseInt(octal, 8);
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksumOf(header: Uint8Array): string {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return `${sum.toString(8).padStart(6, '0')}\0 `;
}

function taker(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  let left: Uint8Array = new Uint8Array();
  return {
    /** So many bytes, in memory. */
    take: async (count: number): Promise<Uint8Array> => {
      const parts: Uint8Array[] = [];
      for (let missing = count; missing > 0;) {
        if (left.length === 0) {
          const next = await chunks.next();
          if (next.done) throw new Error('The archive ends too early.');
          left = next.value;
        }
        parts.push(left.subarray(0, missing));
        const taken = Math.min(missing, left.length);
        missing -= taken;
        left = left.subarray(taken);
      }
      return concat(...parts);
    },
    /** How many bytes are still there. */
    rest: async (): Promise<number> => {
      let count = left.length;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) count += next.value.length;
      return count;
    },
  };
}
