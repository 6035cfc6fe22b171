import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './test/journeys/browser.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: '.test/journeys',
  forbidOnly: true,
  // A journey that passes only at the second try has failed.
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env['MUNTADA_JOURNEY_REPORT'] ?? '.test/journeys.json' }]],
  use: {
    locale: 'ar-IQ',
    timezoneId: 'Asia/Baghdad',
    viewport: { width: 360, height: 740 },
    screenshot: 'only-on-failure',
    launchOptions: {
      args: [...CHROMIUM_FLAGS],
      // Under the C locale Chromium names a download in Arabic "download".
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      ...(executablePath ? { executablePath } : {}),
    },
  },
});
