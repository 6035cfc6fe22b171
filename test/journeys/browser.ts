import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const USUAL_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];
const MAC_NAMES = ['Chromium', 'Google Chrome'];
const PROBE_MS = 20_000;

/** Quiet, and without the calls home that a browser makes by itself. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium for journeys and benches: CHROMIUM_PATH, one on the PATH or in a usual place, else Playwright's own; undefined when
 * none starts. CHROMIUM_PATH is an order: if that one does not start, no other is taken.
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
  starts: (path: string) => boolean = answersVersion,
): string | undefined {
  const ordered = env['CHROMIUM_PATH'];
  if (ordered) return starts(ordered) ? ordered : undefined;
  const folders = [...new Set([...(env['PATH'] ?? '').split(delimiter).filter(Boolean), ...USUAL_PLACES])];
  const candidates = folders.flatMap((folder) => [...NAMES, ...MAC_NAMES].map((name) => join(folder, name)));
  return [...candidates, chromium.executablePath()].find((path) => path !== '' && starts(path));
}

// A file by that name is not enough: Ubuntu's chromium-browser is a script that asks for a snap.
function answersVersion(path: string): boolean {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ['--version'], { timeout: PROBE_MS, encoding: 'utf8' });
  return status === 0 && /\d+\.\d+/.test(stdout);
}
