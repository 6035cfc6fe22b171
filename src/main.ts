import { join } from 'node:path';
import { buildApplication } from './application.ts';
import { systemClock } from './base/clock.ts';
import { openGround, ROOT } from './cli/ground.ts';
import { ensureDemo } from './demo/ensure-demo.ts';
import { findDemo } from './demo/folder.ts';
import { loadRenderer } from './site/renderer.ts';

const say = (line: string) => console.log(line);

/** config → storage → demo data on the first start → slices → http. */
async function main(): Promise<void> {
  const { config, secret, storage } = await openGround(say);
  if (config.demo) await ensureDemo(storage.database, ROOT);
  const application = await buildApplication({
    config,
    database: storage.database,
    clock: systemClock,
    secret,
    demo: config.demo ? findDemo(config.dataDir) : undefined,
    renderer: await loadRenderer(join(ROOT, 'dist')),
    webFolder: join(ROOT, 'dist', 'web'),
    onUnexpected: (error) => console.error(error),
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await application.close(); // finishes requests in flight
    await storage.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  const address = await application.listen({ port: config.port, host: config.host });
  say(`Muntada serves ${address}/  ·  report: ${address}/report/  ·  desk: ${address}/desk/`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
