import { resolve } from 'node:path';
import { z } from 'zod';
import type { Retention } from './retention.ts';
import { readRetention } from './retention.ts';

/** What the environment says, checked. Paths are absolute. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** A PostgreSQL server instead of the built-in one. */
  readonly databaseUrl: string | undefined;
  readonly demo: boolean;
  /** Whether the server stands behind a proxy of ours whose forwarding headers are true. */
  readonly trustProxy: boolean;
  /** The address people see, without a slash at the end; undefined: whatever they asked for. */
  readonly publicUrl: string | undefined;
  /** The mail server for alerts, with user and password, and the sender's address; undefined: no mail goes out. */
  readonly mail: { readonly smtpUrl: string; readonly from: string; readonly publicUrl: string } | undefined;
  /** How long what is kept. */
  readonly retention: Retention;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 8080;
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_DATA_DIR = 'data';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535);
const host = z.string().regex(/^(?:[a-zA-Z0-9.-]+|[0-9a-fA-F:.]+)$/);
const folder = z.string().refine((path) => !path.includes('\0'));
const database = z.string().regex(/^postgres(?:ql)?:\/\/\S+$/);
const switched = z.enum(['0', '1']).transform((word) => word === '1');
const address = z
  .string()
  .regex(/^https?:\/\/[^/?#\s]+\/?$/)
  .refine((text) => URL.canParse(text))
  .transform((text) => text.replace(/\/$/, ''));

const smtp = z
  .string()
  .regex(/^smtps?:\/\/[^/?#\s]+\/?$/)
  .refine((text) => URL.canParse(text) && new URL(text).hostname !== '');
const sender = z.email();

/**
 * The configuration out of environment variables; an empty one counts as not set. Throws one sentence that names the variable and
 * never repeats its value, which may hold a password.
 */
export function readConfig(env: Environment): Config {
  return {
    port: read(env, 'PORT', port, 'a number from 0 to 65535') ?? DEFAULT_PORT,
    host: read(env, 'HOST', host, 'a host name or an address, like 127.0.0.1') ?? DEFAULT_HOST,
    dataDir: resolve(read(env, 'MUNTADA_DATA_DIR', folder, 'a folder') ?? DEFAULT_DATA_DIR),
    databaseUrl: read(env, 'MUNTADA_DATABASE_URL', database, 'an address like postgres://user:password@host:5432/name'),
    demo: read(env, 'MUNTADA_DEMO', switched, '0 or 1') ?? true,
    trustProxy: read(env, 'MUNTADA_TRUST_PROXY', switched, '0 or 1') ?? false,
    publicUrl: readPublicUrl(env),
    mail: readMail(env),
    retention: readRetention(env),
  };
}

function readPublicUrl(env: Environment): string | undefined {
  return read(env, 'MUNTADA_PUBLIC_URL', address, 'an address without a path, like https://muntada.example');
}

/** All three or none: a mail without a sender is refused everywhere, and one without an address leads nowhere. */
function readMail(env: Environment): Config['mail'] {
  const smtpUrl = read(env, 'MUNTADA_SMTP_URL', smtp, 'an address like smtps://user:password@mail.example:465');
  const from = read(env, 'MUNTADA_MAIL_FROM', sender, 'a mail address, like muntada@mail.example');
  if (smtpUrl === undefined) return undefined;
  const publicUrl = readPublicUrl(env);
  if (from === undefined)
    throw new Error('MUNTADA_MAIL_FROM must be set where MUNTADA_SMTP_URL is: who the mails are from.');
  if (publicUrl === undefined) {
    throw new Error('MUNTADA_PUBLIC_URL must be set where MUNTADA_SMTP_URL is: the mails name it and nothing else.');
  }
  return { smtpUrl, from, publicUrl };
}

function read<Value>(env: Environment, name: string, shape: z.ZodType<Value>, what: string): Value | undefined {
  const text = env[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const parsed = shape.safeParse(text);
  if (!parsed.success) throw new Error(`${name} must be ${what}.`);
  return parsed.data;
}
