import { startEmbedded } from '../../src/storage/embedded.ts';

/** A process of its own around the built-in PostgreSQL, for tests that kill it: prints what it started, stops at the end of input. */
const [dataDir = '', superuserPassword = ''] = process.argv.slice(2);
const embedded = await startEmbedded({ dataDir, superuserPassword, log: (line) => process.stderr.write(`${line}\n`) });
process.stdout.write(`${JSON.stringify({ pid: embedded.pid(), supervising: embedded.supervising })}\n`);
process.stdin.resume().once('end', () => void embedded.stop());
