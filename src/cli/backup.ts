import { dirname, join, resolve } from 'node:path';
import { verifierKey } from '../audit/checkpoint.ts';
import { baghdadDay, systemClock } from '../base/clock.ts';
import { daysIn } from '../base/period.ts';
import { openBlobs } from '../storage/blobs.ts';
import { expireKeyParts, partsOf, writeBackup } from './backup/write.ts';
import type { Command } from './command.ts';
import { auditSigner, reachInstallation } from './ground.ts';
import { readWords } from './words.ts';

const USAGE = 'backup FILE --to age1… [--to age1…]';

/** Copies everything as of one moment into sealed files; the server may go on working. */
export const backup: Command = {
  usage: `${USAGE.slice('backup '.length)}: all rows and files, sealed; the keys in FILE.keys`,
  run: async (words) => {
    const { values, word } = readWords(words, USAGE, { to: { type: 'string', multiple: true } });
    const recipients = values.to ?? [];
    if (recipients.length === 0) throw new Error(`Usage: muntada ${USAGE}`);
    const file = resolve(word);
    const say = (line: string) => console.log(line);
    const { config, secret, connections, stop } = await reachInstallation(say);
    try {
      const blobsFolder = join(config.dataDir, 'blobs');
      const summary = await writeBackup({
        connection: connections.migrator,
        blobs: await openBlobs({
          folder: blobsFolder,
          clock: systemClock,
        }),
        blobsFolder,
        file,
        recipients,
        log: say,
        today: baghdadDay(systemClock()),
        auditKey: verifierKey(auditSigner(secret).publicKey),
      });
      const { keys, sums } = partsOf(file);
      const days = daysIn(config.retention.backupKeys);
      say(`backup: ${summary.rows} rows, ${summary.blobs} files, ${Math.ceil(summary.bytes / 1_000_000)} MB`);
      say(`backup: ${file}\n        ${keys}  (delete it after ${days} days)\n        ${sums}`);
      for (const name of await expireKeyParts(dirname(file), systemClock, days)) {
        say(`backup: removed ${name}, older than ${days} days`);
      }
    } finally {
      await stop();
    }
  },
};
