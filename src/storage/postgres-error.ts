import type { ProblemCode } from '../base/problem.ts';
import { Problem } from '../base/problem.ts';

/** PostgreSQL's codes (appendix A of its manual) that mean something to the caller. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  '22001': 'malformed', // text too long for its column
  '22003': 'malformed', // number out of range
  '22007': 'malformed', // not a date
  '22008': 'malformed', // date out of range
  '22021': 'malformed', // not UTF-8: a zero character
  '22P02': 'malformed', // not a uuid, number …
  '22P05': 'malformed',
  '23001': 'already_different', // something still refers to it
  '23503': 'not_found', // what it refers to is not there
  '23505': 'already_different', // the same id or name with another content
  '25006': 'unavailable', // a standby: the primary moved
  '40001': 'unavailable', // serialisation: the same request may pass the next time
  '40P01': 'unavailable', // deadlock
  '53100': 'storage_full',
  '53200': 'unavailable',
  '53300': 'unavailable', // too many connections
  '53400': 'unavailable',
  '55P03': 'unavailable', // waited too long for a lock
  '57014': 'unavailable', // cancelled by a time limit
};

/** Codes of Node's sockets. */
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** The driver has no codes for a lost connection, only these beginnings. */
const LOST =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired|Cannot use a pool after calling end)/;

/** The five-character code of an error that PostgreSQL itself reported. */
export function findPostgresCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

/** Whether the database cannot be reached at this moment: not there, starting, stopping, or the line was cut. */
export function isUnreachable(error: unknown): boolean {
  const code = findPostgresCode(error);
  if (code !== undefined) return code.startsWith('08') || code.startsWith('57P');
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    if (SOCKET_CODES.has(error.code)) return true;
    // The unix socket is not there; other missing files are not the database.
    if (error.code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  }
  return LOST.test(error.message);
}

/**
 * The Problem that a database error means to a caller, undefined for every other error (a mistake of ours, or no database error).
 * The cause keeps codes and names of columns, never PostgreSQL's text, which quotes what people wrote.
 */
export function translatePostgresError(error: unknown): Problem | undefined {
  if (isUnreachable(error)) return new Problem('unavailable', {}, withoutText(error));
  const code = CODES[findPostgresCode(error) ?? ''];
  return code === undefined ? undefined : new Problem(code, {}, withoutText(error));
}

/** The name of the constraint that refused a write, where a Problem came from one. */
export function findConstraint(error: unknown): string | undefined {
  if (!(error instanceof Problem) || !(error.cause instanceof Error) || !('constraint' in error.cause))
    return undefined;
  return typeof error.cause.constraint === 'string' ? error.cause.constraint : undefined;
}

/** Throws what a caller may see: the Problem, else the error without its text. */
export function failFromDatabase(error: unknown): never {
  throw translatePostgresError(error) ?? (findPostgresCode(error) === undefined ? error : withoutText(error));
}

/**
 * An error that may be logged. Details quote rows and values; the message of a mistake in our SQL (class 42) or of a constraint
 * (class 23) names only columns and tables, and stays.
 */
function withoutText(error: unknown): Error {
  const code = findPostgresCode(error);
  if (!(error instanceof Error) || code === undefined) return new Error('the database cannot be reached');
  const harmless = code.startsWith('42') || code.startsWith('23');
  const safe = new Error(harmless ? `${error.message} (${code})` : `PostgreSQL error ${code}`);
  const { table, column, constraint, routine } = error as Error & Record<string, unknown>;
  return Object.assign(safe, { code, table, column, constraint, routine });
}
