import { fail } from '../base/problem.ts';

/** What a file system says when there is no room: none on the disk, in the quota, in a file. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** `not_found` for a file that is not there; anything else is thrown as it came. For `catch`. */
export function failAsMissing(error: unknown): never {
  if (codeOfFile(error) === 'ENOENT') return fail('not_found');
  throw error;
}

/** `storage_full` where there is no room; anything else is thrown as it came. For `catch`. */
export function failAsFull(error: unknown): never {
  if (FULL.has(codeOfFile(error) ?? '')) return fail('storage_full', {}, error);
  throw error;
}

/** The code of a file system's error, such as `ENOENT`. */
export function codeOfFile(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
