import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { migrate } from './migrate.ts';
import { monitor } from './monitor.ts';
import { restore } from './restore.ts';
import { team } from './team.ts';
import { user } from './user.ts';

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  migrate,
  demo,
  user,
  team,
  doctor,
  backup,
  restore,
  monitor,
};
