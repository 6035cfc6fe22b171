import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { after } from 'node:test';

/** A mail as it came over the line. */
export interface CapturedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** All of it, as it was sent. */
  readonly raw: string;
  /** By name in small letters, decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A mail server that speaks SMTP (RFC 5321) on loopback and keeps what it gets. */
export interface MailServer {
  readonly url: string;
  readonly mails: CapturedMail[];
  /** Addresses that it refuses, with the code it says. */
  readonly refuses: Map<string, number>;
  /** The names that its clients gave for themselves. */
  readonly greeted: Set<string>;
  /** Hangs up on everybody while it is true. */
  away: boolean;
}

/** Called at the top level of a test file, like `withDatabase`. */
export async function withMailServer(): Promise<MailServer> {
  const own: MailServer = { url: '', mails: [], refuses: new Map(), greeted: new Set(), away: false };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (own.away) socket.destroy();
    else serve(socket, own);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return Object.assign(own, { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function serve(socket: Socket, { mails, refuses, greeted }: MailServer): void {
  let from = '';
  let to: string[] = [];
  let data: string[] | undefined;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);

  function take(line: string): void {
    if (data !== undefined) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'));
      mails.push(readMail(from, to, data.join('\r\n')));
      data = undefined;
      return void say('250 kept');
    }
    const [, verb = '', argument = ''] = /^(\w+)\s*(.*)$/.exec(line) ?? [];
    const address = /<([^>]*)>/.exec(argument)?.[1] ?? '';
    switch (verb.toUpperCase()) {
      case 'EHLO':
        greeted.add(argument);
        return void say('250 8BITMIME');
      case 'MAIL':
        [from, to] = [address, []];
        return void say('250 ok');
      case 'RCPT': {
        const code = refuses.get(address);
        if (code === undefined) to.push(address);
        return void say(code === undefined ? '250 ok' : `${code} <${address}> no`);
      }
      case 'DATA':
        data = [];
        return void say('354 go on');
      case 'QUIT':
        say('221 bye');
        return void socket.end();
      default:
        return void say('502 what');
    }
  }

  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  say('220 test');
}

function readMail(from: string, to: readonly string[], raw: string): CapturedMail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.toLowerCase(), decodeWords(value.join(':').trim())] as const;
      }),
  );
  const text = decodeBody(body.join('\r\n\r\n'), headers.get('content-transfer-encoding') ?? '');
  return { from, to, raw, headers, text };
}

/** Encoded words of a header (RFC 2047). */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString()
        : decodeQuoted(coded.replaceAll('_', ' ')).toString(),
    );
}

function decodeBody(body: string, how: string): string {
  if (how === 'base64') return Buffer.from(body, 'base64').toString();
  return how === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')).toString() : body;
}

function decodeQuoted(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
