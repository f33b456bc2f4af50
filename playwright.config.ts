/**
 * End-to-end tests in a real Chromium. Without BASE_URL they start the product as `npm start` does, on PORT (or a
 * free one) with a data folder of its own (RUNQUEUE_DATA); with it they run against a site that is up and has the
 * demo accounts. Chromium: CHROMIUM_PATH, else what scripts/chromium.ts finds.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium';
import { EXPECTATION_MS, TEST_MS } from './tests/end-to-end/limits';

const FREE_PORT =
  "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})";

/** Files that change nothing of the demo student, in two parts that take about as long as the rest together. */
const PAGES = /(every-page|keyboard|workbench)\.spec\.ts$/;
const DRAFTS = /drafts\.spec\.ts$/;

// Playwright reads this file again in each of its processes; what was decided first is kept in the environment.
const isFirstReading = process.env.RUNQUEUE_END_TO_END === undefined;
process.env.RUNQUEUE_END_TO_END = '1';
process.env.CHROMIUM_PATH ??= findChromium();
process.env.PORT ??= execFileSync(process.execPath, ['-e', FREE_PORT], { encoding: 'utf8' }).trim();
process.env.RUNQUEUE_DATA ??= '.runqueue/end-to-end';
const givenUrl = process.env.BASE_URL;
const baseURL = givenUrl ?? `http://127.0.0.1:${process.env.PORT}`;
if (isFirstReading && givenUrl === undefined)
  rmSync(process.env.RUNQUEUE_DATA, { recursive: true, force: true });

export default defineConfig({
  testDir: 'tests/end-to-end',
  outputDir: 'test-results',
  workers: 2,
  // As for the unit tests of the product (vitest.config.ts).
  retries: 1,
  // Side by side: while one waits for the site, the other computes. Only one may answer and hand in as the demo student.
  projects: [
    { name: 'people', testIgnore: [PAGES, DRAFTS], workers: 1 },
    { name: 'pages', testMatch: PAGES, workers: 1 },
    { name: 'drafts', testMatch: DRAFTS, workers: 1 },
  ],
  timeout: TEST_MS,
  expect: { timeout: EXPECTATION_MS, toPass: { timeout: EXPECTATION_MS } },
  reporter: 'list',
  use: {
    baseURL,
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Chromium's own sandbox refuses to run as root.
      chromiumSandbox: process.getuid?.() !== 0,
      // There is no graphics card where tests run, and to imitate one takes a fifth of the processor's time.
      args: ['--disable-gpu'],
    },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  webServer:
    givenUrl === undefined
      ? {
          command: 'node scripts/start.mjs',
          url: `${baseURL}/readyz`,
          timeout: TEST_MS,
          gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
        }
      : undefined,
});
