import { z } from 'zod';
import { fromUtf8, utf8 } from '../../base/bytes.ts';

/** The first file of either part: what it is and what follows. */
export type Manifest = z.output<typeof manifest>;

/** The last file of either part: rows and SHA-256 (hexadecimal) of each table, sizes of the blobs. */
export type Checksums = z.output<typeof checksums>;

export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const CHECKSUMS = 'checksums.json';

const applied = z.object({ name: z.string(), sha256: z.string() });
const manifest = z.object({
  format: z.literal(FORMAT),
  /** The same in both parts. */
  backup: z.uuid(),
  part: z.enum(['rows', 'keys']),
  day: z.string(),
  migrations: z.array(applied),
  /** The key of the installation's audit log: tells its secret file from another one. */
  auditKey: z.string(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
const checksums = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  blobs: z.number(),
});

/** A value as a file of the archive. */
export function jsonFile(name: string, value: Manifest | Checksums) {
  return { name, bytes: utf8(`${JSON.stringify(value, null, 2)}\n`) };
}

/** Reads the first file; throws a sentence when it is no backup of this format. */
export function readManifest(bytes: Uint8Array): Manifest {
  const read = manifest.safeParse(JSON.parse(fromUtf8(bytes)));
  if (!read.success) throw new Error('This is no backup, or one that a newer version made.');
  return read.data;
}

/** Reads the last file. */
export function readChecksums(bytes: Uint8Array): Checksums {
  return checksums.parse(JSON.parse(fromUtf8(bytes)));
}
