import { createHmac } from 'node:crypto';
import type { Locale } from '../i18n/locale.ts';
import { locales } from '../i18n/locale.ts';
import { m } from '../i18n/messages.ts';
import { createTransport } from 'nodemailer';

/** A text of the catalogue that takes nothing in: no name, no number, no day can stand in it. */
type Words = (inputs: undefined, options: { locale: Locale }) => string;

/**
 * Every mail that this house sends. None has a place for content (rule N3): whoever wants another one adds it here, in words that take
 * nothing in, with the page on which its reader finds out the rest after she has signed in.
 */
const mails = {
  somethingWaits: { subject: m.alerts_something_waits, text: m.mail_something_waits, page: '/desk/' },
  agendaOut: { subject: m.alerts_something_waits, text: m.mail_agenda_out, page: '/desk/meetings' },
} as const satisfies Readonly<Record<string, { subject: Words; text: Words; page: `/${string}` }>>;

export type MailKind = keyof typeof mails;

export interface Letter {
  readonly to: string;
  readonly kind: MailKind;
  /**
   * Names the occasion, and never leaves the server: the same occasion to the same person gives the same Message-ID, so that one sent
   * again after a crash is known for the same by the mail server.
   */
  readonly occasion: string;
}

/** `refused`: the server will never take it for this address. `failed`: nobody was reached, or not now; it can be tried again. */
export type Delivery = 'sent' | 'refused' | 'failed';

/** The way out for mails. */
export interface Mail {
  /** Hands a letter over to the mail server. Never throws, and never says more than how it ended: errors quote addresses. */
  readonly send: (letter: Letter) => Promise<Delivery>;
}

export interface MailConfig {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  readonly from: string;
  /** The address under which people reach this installation. */
  readonly publicUrl: string;
}

const CONNECT_LIMIT_MS = 10_000;
const SILENCE_LIMIT_MS = 20_000;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Opens the way out; `secret` is a key of its own, for the Message-IDs. Beyond this machine nothing goes without TLS. */
export function openMail({ smtpUrl, from, publicUrl }: MailConfig, secret: Uint8Array): Mail {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport({
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    requireTLS: !secure && !LOOPBACK.includes(url.hostname),
    // Else the machine's own name would travel along.
    name: domain,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    socketTimeout: SILENCE_LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, kind, occasion }) => {
      const { subject, text, page } = mails[kind];
      const id = createHmac('sha256', secret).update(`${kind} ${occasion} ${to}`).digest('hex').slice(0, 32);
      try {
        await transport.sendMail({
          from,
          to,
          messageId: `<${id}@${domain}>`,
          // Nobody knows here which language she reads: all three.
          subject: inAllLanguages(subject).join(' · '),
          text: [...inAllLanguages(text), publicUrl + page, ''].join('\n\n'),
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return 'sent';
      } catch (error) {
        return isRefusal(error) ? 'refused' : 'failed';
      }
    },
  };
}

function inAllLanguages(words: Words): string[] {
  return locales.map((locale) => words(undefined, { locale }));
}

/** Whether the server said a lasting no (RFC 5321, 4.2.1) to this very recipient; one to the sender or the sign-in is for an operator. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error && 'responseCode' in error && 'command' in error)) return false;
  return error.command === 'RCPT TO' && Number(error.responseCode) >= 500;
}
