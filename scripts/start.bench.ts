/**
 * `npm start` until it answers: cold (no database, no accounts; what is built stays built), with everything built
 * anew, and warm (second start with nothing changed).
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type StartedProduct, startProduct } from '../tests/started-product';
import type { Benchmark } from './benchmark';
import { median } from './benchmark';
import { freePort } from './embedded-postgres';
import { root } from './project-root';

const RUNS = 5;

async function startAndStop(dataFolder: string): Promise<number> {
  const product: StartedProduct = await startProduct({ dataFolder, port: await freePort() });
  await product.stop();
  return product.readyAfterMs / 1000;
}

const benchmark: Benchmark = async (report) => {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as another user
  try {
    for (const built of ['.runqueue/stamps', '.runqueue/build'])
      rmSync(join(root, built), { recursive: true, force: true });
    report.line(
      'npm start, cold: packages installed, everything built',
      await startAndStop(join(folder, 'cold')),
      's',
    );
    let run = 0;
    report.line(
      'npm start, built, with a new database',
      await median(RUNS, () => startAndStop(join(folder, `new-${++run}`)), 0),
      's',
    );
    report.line('npm start, warm', await median(RUNS, () => startAndStop(join(folder, 'cold'))), 's', {
      aim: 'under 5',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export default benchmark;
