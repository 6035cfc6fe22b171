import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import roots from '../../config/roots.json' with { type: 'json' };
import { readCheckpointNotes } from '../audit/checkpoint.ts';
import { systemClock } from '../base/clock.ts';
import { findDemo } from '../demo/folder.ts';
import type { Command } from './command.ts';
import type { KnownRoot } from './doctor/directory-check.ts';
import { examine } from './doctor/examine.ts';
import { auditSigner, reachInstallation, ROOT } from './ground.ts';

const SIGNS = { ok: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' } as const;

/** Looks at everything that must hold and changes nothing; ends with 1 when something does not. */
export const doctor: Command = {
  usage: '[--checkpoints FILE]: check database, audit log, key directory and disk',
  run: async (words) => {
    const { values } = parseArgs({ args: [...words], options: { checkpoints: { type: 'string' } } });
    const kept =
      values.checkpoints === undefined ? [] : readCheckpointNotes(await readFile(values.checkpoints, 'utf8'));
    const say = (line: string) => console.log(line);
    const { config, secret, connections, stop } = await reachInstallation(say);
    try {
      const built: readonly KnownRoot[] = roots;
      const findings = await examine({
        connections,
        kept,
        clock: systemClock,
        log: say,
        dataDir: config.dataDir,
        migrations: join(ROOT, 'migrations'),
        roots: built.length > 0 ? built : config.demo ? (findDemo(config.dataDir)?.roots ?? []) : [],
        publicKey: auditSigner(secret).publicKey,
      });
      for (const { state, what, says } of findings) say(`${SIGNS[state]}  ${what.padEnd(13)}  ${says}`);
      const faults = findings.filter(({ state }) => state === 'fault').length;
      if (faults > 0) throw new Error(`${faults} faults.`);
    } finally {
      await stop();
    }
  },
};
