/** Guarantee: the machine and its caches end in the same state, to the digit, in Node and in Chromium; also after a rewind. */
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { findChromium } from '../scripts/chromium';
import { type MachineDigests, machineDigests } from './machine-run';

test('a run of the machine has one digest on every engine', async () => {
  const here = machineDigests();
  expect(here.count).toBe(800);
  expect(here.afterRewind).toBe(here.atEnd);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./machine-run.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'machineRun',
  });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await browser.newPage();
    const there = await page.evaluate<MachineDigests>(`${outputFiles[0].text}; machineRun.machineDigests()`);
    expect(there).toEqual(here);
  } finally {
    await browser.close();
  }
}, 300_000);
