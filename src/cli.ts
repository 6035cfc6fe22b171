#!/usr/bin/env node
import { commands } from './cli/commands.ts';

const [name = 'help', ...words] = process.argv.slice(2);
const command = commands[name];

if (!command) {
  console.log('muntada <command>\n');
  for (const [each, { usage }] of Object.entries(commands)) console.log(`  ${each.padEnd(10)} ${usage}`);
  process.exit(name === 'help' ? 0 : 2);
}
try {
  await command.run(words);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
