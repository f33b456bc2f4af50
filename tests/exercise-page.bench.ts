/**
 * What the page of an exercise costs its reader before it can be read and typed into: its own scripts as they are sent
 * (compressed; the framework counted too), what is drawn first, and the editor. In Chromium, each time with an empty
 * cache, with the processor slowed down four times for the figures of time that say so.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Response } from '@playwright/test';

import { type Benchmark, median } from '../scripts/benchmark';
import { ensureChromium } from '../scripts/chromium';
import { freePort } from '../scripts/embedded-postgres';
import { root } from '../scripts/project-root';
import { startProduct } from './started-product';

const RUNS = 7;
const SLOWER = 4;
const VIEWPORT = { width: 1440, height: 900 };

interface Opened {
  /**
   * Compressed bytes of this site's scripts without the editor and the grader: what the page names, how much of that
   * every page of the framework has (React, the router), and all that came.
   */
  readonly namedBytes: number;
  readonly frameworkBytes: number;
  readonly allBytes: number;
  readonly fontBytes: number;
  /** Largest contentful paint, since the navigation began. */
  readonly drawnMs: number;
  /** The sum of unexpected moves. */
  readonly moved: number;
  readonly readyMs: number;
}

/** Addresses of what Next.js has on every page. What it adds to our own layout's script counts as ours. */
function frameworkScripts(): ReadonlySet<string> {
  const manifest = readFileSync(join(root, '.next/build-manifest.json'), 'utf8');
  const { rootMainFiles } = JSON.parse(manifest) as { rootMainFiles: string[] };
  return new Set(rootMainFiles.map((file) => `/_next/${file}`));
}

async function open(browser: Browser, address: string, slower: number, isExercise: boolean): Promise<Opened> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const scripts: Response[] = [];
    let fontBytes = 0;
    page.on('response', async (response) => {
      const path = new URL(response.url()).pathname;
      if (path.startsWith('/_next/') && path.endsWith('.js')) scripts.push(response);
      if (path.endsWith('.woff2')) fontBytes += Number(response.headers()['content-length'] ?? 0);
    });
    const answer = await page.goto(address, { waitUntil: 'load' });
    const html = (await answer?.text()) ?? '';
    if (isExercise) await page.locator('[data-editor="ready"]').waitFor();
    const readyMs = await page.evaluate(() => performance.now());
    const [drawnMs, moved] = await page.evaluate(
      () =>
        new Promise<[number, number]>((resolve) => {
          let drawn = 0;
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          new PerformanceObserver((list) => {
            drawn = list.getEntries().at(-1)?.startTime ?? 0;
            requestAnimationFrame(() => resolve([drawn, sum]));
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    await page.waitForLoadState('networkidle');
    const framework = frameworkScripts();
    const weighed = await Promise.all(
      scripts.map(async (script) => ({
        isNamed: html.includes(new URL(script.url()).pathname),
        isFramework: framework.has(new URL(script.url()).pathname),
        bytes: gzipSync(await script.body()).length,
      })),
    );
    const named = weighed.filter(({ isNamed }) => isNamed);
    const sum = (of: typeof weighed) => of.reduce((total, { bytes }) => total + bytes, 0);
    return {
      namedBytes: sum(named),
      frameworkBytes: sum(named.filter(({ isFramework }) => isFramework)),
      allBytes: sum(weighed),
      fontBytes,
      ...{ drawnMs, moved, readyMs },
    };
  } finally {
    await context.close();
  }
}

const benchmark: Benchmark = async (report) => {
  const executablePath = await ensureChromium(console.log);
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as another user
  const product = await startProduct({
    dataFolder: folder,
    port: await freePort(),
    environment: { RUNQUEUE_WORKERS: '0' },
  });
  let browser: Browser | undefined;
  try {
    const opened = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
    browser = opened;
    for (const [name, path] of [
      ['exercise', '/exercises/scheduling/round-robin'],
      ['first page', '/'],
    ] as const) {
      const isExercise = name === 'exercise';
      const once = (slower: number) => open(opened, product.address + path, slower, isExercise);
      const { namedBytes, frameworkBytes, allBytes, fontBytes, moved } = await once(1);
      const scripts = isExercise ? { aim: '< 150' } : {};
      report.line(`${name}: scripts that it waits for, gz`, namedBytes / 1000, 'kB', scripts);
      report.line(`${name}: of these the framework's`, frameworkBytes / 1000, 'kB');
      report.line(`${name}: of these our own`, (namedBytes - frameworkBytes) / 1000, 'kB');
      report.line(`${name}: with all that comes later`, allBytes / 1000, 'kB');
      report.line(`${name}: fonts`, fontBytes / 1000, 'kB');
      report.line(`${name}: moved while it came (CLS)`, moved, '', { aim: '0' });
      const figure = (slower: number, of: 'drawnMs' | 'readyMs') =>
        median(RUNS, async () => (await once(slower))[of]);
      report.line(`${name}: largest paint, processor 4 x slower`, await figure(SLOWER, 'drawnMs'), 'ms', {
        aim: '< 1,000',
      });
      if (!isExercise) continue;
      report.line(`${name}: editor ready`, await figure(1, 'readyMs'), 'ms');
      report.line(`${name}: editor ready, processor 4 x slower`, await figure(SLOWER, 'readyMs'), 'ms');
    }
  } finally {
    await browser?.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export default benchmark;
