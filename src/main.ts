import { join } from 'node:path';
import { accountsSweeps } from './accounts/jobs.ts';
import { listAlertAddresses, listRoleAddresses, refuseDemoInProduction } from './accounts/index.ts';
import { buildApplication } from './application.ts';
import { expireEvents, pruneCheckpoints } from './audit/retention.ts';
import { startSealer } from './audit/sealer.ts';
import { MINUTE_MS, systemClock } from './base/clock.ts';
import type { Ground } from './cli/ground.ts';
import { auditSigner, openGround, ROOT } from './cli/ground.ts';
import { findUnreviewed } from './cli/unreviewed.ts';
import { deriveSecret } from './config/secret.ts';
import { ensureDemo } from './demo/ensure-demo.ts';
import { findDemo } from './demo/folder.ts';
import type { DemoPublic } from './demo/folder.ts';
import { forumsSweeps } from './forums/jobs.ts';
import { shreddingSweeps } from './jobs/shredding.ts';
import type { Sweep } from './jobs/sweep.ts';
import { startJobs } from './jobs/worker.ts';
import { openMail } from './mail/mail.ts';
import { reportingSweeps } from './reporting/jobs.ts';
import { uploadSweeps } from './reporting/uploads/upload.jobs.ts';
import { releaseDue } from './results/jobs.ts';
import { loadRenderer } from './site/renderer.ts';
import type { Database } from './storage/database.ts';
import { openDatabase } from './storage/database.ts';
import type { Files } from './storage/files.ts';
import { openFiles } from './storage/files.ts';

/** A request in flight gets so long after the signal to stop; then its line is cut. */
const PATIENCE_MS = 20_000;
const IDLE_MS = 100;

const clock = systemClock;
const say = (line: string) => console.log(line);
const complain = (line: string) => console.error(line);

/** What has been opened, to be closed in the opposite order. */
const opened: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

/** Closes everything that is open, once: requests in flight end first, PostgreSQL last. */
async function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const close of opened.reverse()) {
      await close().catch((error: unknown) => complain(error instanceof Error ? error.message : String(error)));
    }
  })();
  return stopping;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void stop().then(() => process.exit(0)));
}

/** config → storage → demo data on the first start → background → slices → http. */
async function main(): Promise<void> {
  const ground = await openGround(say);
  opened.push(ground.storage.stop);
  const { config, secret, storage } = ground;
  if (config.demo) await ensureDemo(storage.database, ROOT);
  else await refuseUnfit(storage.database);
  const demo = config.demo ? findDemo(config.dataDir) : undefined;
  const files = await openFiles({ dataDir: config.dataDir, clock });
  await startBackground(ground, files);

  const application = await buildApplication({
    config,
    files,
    clock,
    secret,
    demo,
    database: storage.database,
    renderer: await loadRenderer(join(ROOT, 'dist')),
    webFolder: join(ROOT, 'dist', 'web'),
    onUnexpected: (error) => console.error(error),
  });
  const address = await application.listen({ port: config.port, host: config.host }).catch((cause: unknown) => {
    throw sentenceOf(cause, config);
  });
  opened.push(async () => {
    const { server } = application;
    // A browser keeps its connection open after the answer.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    await application.close();
    clearInterval(idle);
    clearTimeout(cut);
  });
  greet(address, demo);
}

/** What a start outside demo mode refuses, and what it only says. */
async function refuseUnfit(database: Database): Promise<void> {
  await refuseDemoInProduction(database);
  const unreviewed = findUnreviewed(ROOT);
  if (unreviewed) complain(unreviewed);
}

/** The sealer of the audit log and the sweeps. */
async function startBackground({ config, secret, storage }: Ground, files: Files): Promise<void> {
  const { database } = storage;
  const sealer = startSealer({ database, clock, signer: auditSigner(secret) }, complain);
  opened.push(sealer.stop);
  // A vacuum may take longer than a request may.
  const jobsDatabase = openDatabase({
    connection: storage.connections.jobs,
    poolSize: 2,
    statementLimitMs: 10 * MINUTE_MS,
  });
  opened.push(jobsDatabase.close);
  const audit: Sweep = {
    name: 'audit.retention',
    when: '30 0 * * *',
    run: async () => {
      await expireEvents(jobsDatabase, clock, config.retention.audit);
      await pruneCheckpoints(jobsDatabase, clock);
    },
  };
  const release: Sweep = {
    name: 'results.release',
    when: '0 1 * * *',
    run: async () => void (await releaseDue(jobsDatabase, clock(), { illustrative: config.demo })),
  };
  const shredding = shreddingSweeps({ database: jobsDatabase, clock, dataDir: config.dataDir });
  // What was destroyed in the last minute is written down before PostgreSQL goes.
  opened.push(async () => shredding.find(({ name }) => name === 'shredding.minute')?.run());
  const mail = config.mail && openMail(config.mail, deriveSecret(secret, 'mail'));
  const worker = await startJobs({
    connection: storage.connections.jobs,
    sweeps: [
      ...reportingSweeps({ database, clock, jobsDatabase, mail, listAlertAddresses, retention: config.retention }),
      ...uploadSweeps({ database, clock, ...files }),
      ...accountsSweeps(database, clock),
      ...forumsSweeps({ database, clock, mail, listAlertAddresses, listRoleAddresses }),
      ...shredding,
      audit,
      release,
    ],
    onTrouble: complain,
  });
  opened.push(worker.stop);
}

function greet(address: string, demo: DemoPublic | undefined): void {
  say(`Muntada serves ${address}/  ·  report: ${address}/report/  ·  desk: ${address}/desk/`);
  if (!demo) return;
  const [first] = demo.accounts;
  say(
    `Illustrative demo data. Accounts for the desk (password ${first?.password ?? ''}; the sign-in page has the codes):`,
  );
  for (const { login, name } of demo.accounts) say(`  ${login.padEnd(18)} ${name}`);
}

/** Why the server cannot listen, in a sentence. */
function sentenceOf(cause: unknown, { host, port }: Ground['config']): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken: stop what uses it, or choose another one, as PORT=${port + 1} npm start.`,
    EACCES: `Port ${port} may be used by the administrator alone: choose one above 1023, as PORT=8080 npm start.`,
    EADDRNOTAVAIL: `${host} (HOST) is no address of this machine.`,
    ENOTFOUND: `${host} (HOST) is no address of this machine.`,
  };
  return new Error(reasons[String(code)] ?? `The server cannot listen on ${host}:${port} (${String(code)}).`, {
    cause,
  });
}

await main().catch(async (error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  await stop();
  process.exit(1);
});
