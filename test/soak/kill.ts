import type { Victim } from '../faults/kill-rounds.ts';
import { killRounds } from '../faults/kill-rounds.ts';

/** Kills the server, PostgreSQL and both in turn, under load. MUNTADA_KILL_ROUNDS in all; 100 without it. */
const ROUNDS = Number(process.env['MUNTADA_KILL_ROUNDS'] ?? 100);
const VICTIMS: readonly Victim[] = ['server', 'database', 'both'];

const victims = Array.from({ length: ROUNDS }, (_, at) => VICTIMS[at % VICTIMS.length] ?? 'both');
const { faults, ...figures } = await killRounds(victims, (line) => console.log(line));
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(JSON.stringify({ name: 'kill -9 under load', figures: { ...figures, faults: faults.length } }));
if (figures.lost + figures.duplicated + faults.length > 0) process.exitCode = 1;
