import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './support/browser';
import { leftOut } from './support/turns';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../../.cache/browser',
  globalSetup: './support/global-setup.ts',
  // Each worker starts a console with a database of its own, and waits for it half of the time.
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  use: {
    actionTimeout: 20_000,
    launchOptions,
    // What moves is drawn by the processor here, and journeys wait for what is, not for how it comes.
    contextOptions: { reducedMotion: 'reduce' },
    video: 'off',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'desktop',
      grepInvert: leftOut.desktop,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      grepInvert: [/@desktop/, leftOut.phone],
      use: { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 }, hasTouch: true },
    },
  ],
});
