import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { verifierKey } from '../audit/checkpoint.ts';
import { systemClock } from '../base/clock.ts';
import { readConfig } from '../config/config.ts';
import { findShreddedLog, readShreddedText, SHREDDED_LOG } from '../jobs/shredding.ts';
import { openBlobs } from '../storage/blobs.ts';
import { restoreBackup } from './backup/restore.ts';
import type { Command } from './command.ts';
import { auditSigner, openEmptyGround } from './ground.ts';
import { readWords } from './words.ts';

const USAGE = 'restore FILE [--identity FILE] [--shredded FILE] [--without-keys] [--other-secret]';

/** Puts a backup into an empty installation. What was shredded since it was made stays shredded. */
export const restore: Command = {
  usage: USAGE.slice('restore '.length),
  run: async (words) => {
    const { values, word } = readWords(words, USAGE, {
      identity: { type: 'string' },
      shredded: { type: 'string' },
      'without-keys': { type: 'boolean' },
      'other-secret': { type: 'boolean' },
    });
    const say = (line: string) => console.log(line);
    // Before anything else: without it a key that a reporter destroyed would come back.
    const shredded = await getShredded(values.shredded ?? join(readConfig(process.env).dataDir, SHREDDED_LOG));
    const identities = await getIdentities(values.identity);
    const { config, secret, storage } = await openEmptyGround(say);
    try {
      const summary = await restoreBackup({
        connection: storage.connections.migrator,
        blobs: await openBlobs({
          folder: join(config.dataDir, 'blobs'),
          clock: systemClock,
        }),
        file: resolve(word),
        identities,
        shredded,
        log: say,
        auditKey: verifierKey(auditSigner(secret).publicKey),
        otherSecret: values['other-secret'] ?? false,
        withoutKeys: values['without-keys'] ?? false,
      });
      say(
        `restore: ${summary.rows} rows, ${summary.blobs} files; ${summary.shredded} keys stay destroyed. Run "muntada doctor" next.`,
      );
    } finally {
      await storage.stop();
    }
  },
};

async function getShredded(path: string) {
  const log = await findShreddedLog(path);
  if (log !== undefined) return readShreddedText(log);
  throw new Error(
    `There is no ${path}. It lists what reporters have destroyed since the backup was made, and nothing is restored without it: ` +
      'take it out of the old data folder or from where you keep its copies (or name it with --shredded). ' +
      'If nothing was ever destroyed, make an empty file.',
  );
}

/** The identities in an age identity file; from standard input without one. */
async function getIdentities(path: string | undefined): Promise<string[]> {
  const content = path === undefined ? await text(process.stdin) : await readFile(path, 'utf8');
  const identities = content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw new Error('There is no age identity (AGE-SECRET-KEY-1…) in what was given.');
  return identities;
}
