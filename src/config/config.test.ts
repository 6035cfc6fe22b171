import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readConfig } from './config.ts';
import { retentionSettings } from './retention.ts';

const refused: readonly (readonly [name: string, value: string])[] = [
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['HOST', 'not a host'],
  ['MUNTADA_DATABASE_URL', 'mysql://root:hunter2@localhost/x'],
  ['MUNTADA_DEMO', 'yes'],
  ['MUNTADA_TRUST_PROXY', 'all'],
  ['MUNTADA_PUBLIC_URL', 'forum.example'],
  ['MUNTADA_PUBLIC_URL', 'ftp://muntada.example'],
  ['MUNTADA_PUBLIC_URL', 'https://muntada.example/path'],
  ['MUNTADA_SMTP_URL', 'https://user:hunter2@mail.example'],
  ['MUNTADA_SMTP_URL', 'smtp://mail.example/?logger=true'],
  ['MUNTADA_SMTP_URL', 'smtp://'],
  ['MUNTADA_MAIL_FROM', 'the office'],
  ['MUNTADA_MAIL_FROM', 'Muntada <a@mail.example>'],
  ['MUNTADA_KEEP_UNOPENED', 'for ever'],
  ['MUNTADA_KEEP_UNOPENED', '29 days'],
  ['MUNTADA_KEEP_ANSWERED', 'zero months'],
  ['MUNTADA_KEEP_OUT_OF_SCOPE', '6m'],
  ['MUNTADA_KEEP_QUIET', '61 months'],
  ['MUNTADA_KEEP_CASE', '1.5 months'],
  ['MUNTADA_KEEP_AUDIT', '59 months'],
  ['MUNTADA_KEEP_BACKUP_KEYS', '31 days'],
];

for (const [name, value] of refused) {
  test(`refuses ${name}=${value} with a sentence that names the variable and not the value`, () => {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error: Error) => error.message.startsWith(`${name} must be `) && !error.message.includes(value),
    );
  });
}

test('mail goes out with server, sender and public address, or not at all', () => {
  const whole = {
    MUNTADA_SMTP_URL: 'smtps://user:hunter2@mail.example:465',
    MUNTADA_MAIL_FROM: 'muntada@mail.example',
    MUNTADA_PUBLIC_URL: 'https://muntada.example',
  };
  for (const missing of ['MUNTADA_MAIL_FROM', 'MUNTADA_PUBLIC_URL']) {
    assert.throws(
      () => readConfig({ ...whole, [missing]: '' }),
      (error: Error) => error.message.startsWith(`${missing} must be set`) && !error.message.includes('hunter2'),
    );
  }
  assert.equal(readConfig({ ...whole, MUNTADA_SMTP_URL: '' }).mail, undefined);
  assert.deepEqual(readConfig(whole).mail, {
    smtpUrl: 'smtps://user:hunter2@mail.example:465',
    from: 'muntada@mail.example',
    publicUrl: 'https://muntada.example',
  });
});

test('is complete without any variable, and an empty one counts as none', () => {
  const expected = {
    port: 8080,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: undefined,
    demo: true,
    trustProxy: false,
    publicUrl: undefined,
    mail: undefined,
    retention: {
      unopened: '90 days',
      answered: '6 months',
      outOfScope: '6 months',
      quiet: '24 months',
      caseClosed: '24 months',
      audit: '60 months',
      backupKeys: '30 days',
    },
  };
  assert.deepEqual(readConfig({}), expected);
  assert.deepEqual(readConfig({ PORT: '', MUNTADA_DATABASE_URL: ' ', MUNTADA_DEMO: '' }), expected);
});

test('reads every variable', () => {
  const read = readConfig({
    PORT: '0',
    HOST: '::1',
    MUNTADA_DATA_DIR: '/srv/muntada',
    MUNTADA_DATABASE_URL: 'postgresql://muntada@db.example/muntada',
    MUNTADA_DEMO: '0',
    MUNTADA_TRUST_PROXY: '1',
    MUNTADA_PUBLIC_URL: 'https://muntada.example/',
    MUNTADA_KEEP_UNOPENED: '30 days',
    MUNTADA_KEEP_QUIET: '60 months',
    MUNTADA_KEEP_BACKUP_KEYS: '1 day',
  });
  assert.deepEqual(read, {
    port: 0,
    host: '::1',
    dataDir: '/srv/muntada',
    databaseUrl: 'postgresql://muntada@db.example/muntada',
    demo: false,
    trustProxy: true,
    publicUrl: 'https://muntada.example',
    mail: undefined,
    retention: {
      unopened: '30 days',
      answered: '6 months',
      outOfScope: '6 months',
      quiet: '60 months',
      caseClosed: '24 months',
      audit: '60 months',
      backupKeys: '1 days',
    },
  });
});

test('any text gives a port in range or a refusal', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        const { port } = readConfig({ PORT: text });
        return Number.isInteger(port) && port >= 0 && port <= 65_535;
      } catch (error) {
        return error instanceof Error && error.message === 'PORT must be a number from 0 to 65535.';
      }
    }),
  );
});

test('docs/operations.md names every period that may be set, with what it is without', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  for (const { name, usual } of Object.values(retentionSettings)) {
    const line = page.split('\n').find((each) => each.includes(`\`${name}\``));
    assert.ok(line?.includes(usual), `${name}: ${usual}`);
  }
});
