import type { Command } from './command.ts';
import { openGround } from './ground.ts';

/** Brings the database's schema up to date; the server does the same when it starts. */
export const migrate: Command = {
  usage: 'bring the database up to date',
  run: async () => {
    const { storage } = await openGround((line) => console.log(line));
    await storage.stop();
  },
};
