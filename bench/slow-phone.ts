import type { Browser, Page, Request } from '@playwright/test';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../test/journeys/browser.ts';

/** A cheap phone on a bad network: CPU six times slower, 400 kbit/s each way, 400 ms delay. */
export const CPU_SLOWDOWN = 6;
const BYTES_PER_SECOND = (400 * 1000) / 8;
const DELAY_MS = 400;

/** The system's Chromium, without a window. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: set CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
}

/** Counts what a page receives, as encodedDataLength of the DevTools protocol; of workers' own requests by their sizes. */
export interface ByteCount {
  /** Bytes of everything that has arrived so far. */
  all(): Promise<number>;
  /** Of what is needed to read: documents, sheets, pictures. */
  toRead(): Promise<number>;
}

/** Slows a page down and counts its bytes from now on. */
export async function asSlowPhone(page: Page, { network = true } = {}): Promise<ByteCount> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  if (network) {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: DELAY_MS,
      downloadThroughput: BYTES_PER_SECOND,
      uploadThroughput: BYTES_PER_SECOND,
    });
  }
  const requests = new Map<string, { url: string; type: string }>();
  const received: { url: string; type: string; bytes: number }[] = [];
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    requests.set(requestId, { url: response.url, type });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) received.push({ ...request, bytes: encodedDataLength });
  });
  const fromWorkers: Promise<{ url: string; bytes: number }>[] = [];
  page.on('requestfinished', (request) => {
    fromWorkers.push(sizeOf(request));
  });
  const sum = (each: readonly { bytes: number }[]) => each.reduce((total, { bytes }) => total + bytes, 0);
  return {
    all: async () => {
      const seen = new Set(received.map(({ url }) => url));
      const others = (await Promise.all(fromWorkers)).filter(({ url }) => !seen.has(url));
      return sum(received) + sum(others);
    },
    toRead: async () => sum(received.filter(({ type }) => ['Document', 'Stylesheet', 'Image', 'Other'].includes(type))),
  };
}

/** A worker's own file is told as an empty body: its `content-length` says what it weighs. Out of the cache, headers and body add up to nothing. */
async function sizeOf(request: Request): Promise<{ url: string; bytes: number }> {
  const [{ responseHeadersSize, responseBodySize }, response] = await Promise.all([
    request.sizes(),
    request.response(),
  ]);
  const body = responseBodySize === 0 ? Number(response?.headers()['content-length'] ?? 0) : responseBodySize;
  return { url: request.url(), bytes: responseHeadersSize + body };
}
