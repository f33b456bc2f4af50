/** A page in a real Chromium that can run the browser grader, without the site: for tests and benchmarks. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { BUILD_FOLDER, readCatalogue } from '../exercises/catalogue';
import { buildAll } from '../grader/build/build-all';
import { ROOT } from '../grader/library/exercise-library';
import type { Verdict } from '../grader/verdict';
import { findChromium } from '../scripts/chromium';

export interface GraderPage {
  readonly page: Page;
  /** Runs the samples in the page's worker. @returns the verdict and how long it took there. */
  run(exercise: string, source: string): Promise<{ readonly verdict: Verdict; readonly ms: number }>;
  close(): Promise<void>;
}

/** Serves the built worker on the loopback address and opens a page with one grader worker. */
export async function openGraderPage(): Promise<GraderPage> {
  await buildAll();
  const server = createServer((request, response) => {
    // Under /grader, as the site does.
    const path = join(ROOT, BUILD_FOLDER, new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path.endsWith('.js') && existsSync(path)) {
      response.setHeader('Content-Type', 'text/javascript');
      createReadStream(path).pipe(response);
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>grader</title>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser: Browser = await chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate((url) => {
    (globalThis as unknown as { grader: Worker }).grader = new Worker(url, { type: 'module' });
  }, readCatalogue().browserGrader);
  let nextId = 1;
  return {
    page,
    run: (exercise, source) =>
      page.evaluate(
        ([id, name, text]) =>
          new Promise<{ verdict: Verdict; ms: number }>((resolve, reject) => {
            const { grader } = globalThis as unknown as { grader: Worker };
            const startedMs = performance.now();
            grader.onerror = (event) => reject(new Error(event.message));
            grader.onmessage = ({ data }) => {
              if (data.id !== id) return;
              if (data.kind === 'verdict')
                resolve({ verdict: data.verdict, ms: performance.now() - startedMs });
              if (data.kind === 'failed') reject(new Error(data.message));
            };
            grader.postMessage({ kind: 'run', id, exercise: name, source: text });
          }),
        [nextId++, exercise, source] as const,
      ),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
