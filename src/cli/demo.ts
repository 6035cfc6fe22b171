import { baghdadDay, systemClock } from '../base/clock.ts';
import { PASSWORD_COST } from '../crypto/argon2.ts';
import { writeDemo } from '../demo/folder.ts';
import { install } from '../demo/install.ts';
import { addReports } from '../demo/reports.ts';
import { seedStatistics } from '../demo/statistics.ts';
import { isEmptyRegister } from '../directory/index.ts';
import { openDatabase } from '../storage/database.ts';
import type { Command } from './command.ts';
import { openGround, signInKeys } from './ground.ts';

/** A quick cost for tests that sign in often; the installation stays a demo, and a start outside demo refuses it. */
const LOW_COST = { memoryKiB: 256, passes: 1 };

/** Fills an empty database with the demo. Its illustrative roots are made here, outside the server's process. */
export const demo: Command = {
  usage: 'fill an empty database with illustrative data of Iraq [--low-cost]',
  run: async (words) => {
    const { config, secret, storage } = await openGround((line) => console.log(line));
    try {
      if (!(await isEmptyRegister(storage.database.direct))) {
        throw new Error('The database already holds organisations: nothing was changed.');
      }
      const lowCost = words.includes('--low-cost') || process.env['MUNTADA_DEMO_COST'] === 'low';
      console.log('demo: organisations, desks, people and their keys …');
      const today = baghdadDay(systemClock());
      const ground = { ...signInKeys(secret), cost: lowCost ? LOW_COST : PASSWORD_COST };
      const installed = await install(storage.database, ground, today);
      console.log('demo: illustrative reports, sealed to the desks …');
      const reports = await addReports(storage.database, installed.desks, systemClock);
      const jobs = openDatabase({ connection: storage.connections.jobs, poolSize: 1 });
      try {
        await seedStatistics(storage.database, jobs, today);
      } finally {
        await jobs.close();
      }
      writeDemo(config.dataDir, installed);
      console.log(`demo: ${installed.desks.length} desks, ${installed.accounts.length} people, ${reports} reports`);
    } finally {
      await storage.stop();
    }
  },
};
