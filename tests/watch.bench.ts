/** `npm start -- --watch`: from the edit of a statement until the site serves it, on a copy of the project. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type Benchmark, median } from '../scripts/benchmark';
import { freePort } from '../scripts/embedded-postgres';
import { copyProject } from './project-copy';
import { startProduct } from './started-product';

const EXERCISE = 'scheduling/round-robin';
const RUNS = 5;
/** Between two edits, as long as it takes until a builder is ready again. */
const PAUSE_MS = 3_000;
const PATIENCE_MS = 60_000;
const LOOK_INTERVAL_MS = 100;

const benchmark: Benchmark = async (report) => {
  const { project, dataFolder, remove } = await copyProject();
  try {
    const port = await freePort();
    const product = await startProduct({ project, dataFolder, port, arguments: ['--watch'] });
    try {
      const statement = join(project, 'exercises', EXERCISE, 'statement.md');
      const text = readFileSync(statement, 'utf8');
      const isServed = async (sentence: string) =>
        (await (await fetch(`${product.address}/exercises/${EXERCISE}`)).text()).includes(sentence);
      let edits = 0;
      const ms = await median(RUNS, async () => {
        await delay(PAUSE_MS);
        const sentence = `Edit number ${++edits}.`;
        const editedMs = performance.now();
        writeFileSync(statement, `${text}\n${sentence}\n`);
        // Not all the time: a page takes the processor that the builder needs.
        for (; !(await isServed(sentence)); await delay(LOOK_INTERVAL_MS))
          if (performance.now() - editedMs > PATIENCE_MS)
            throw new Error(`an edit of ${statement} is not served:\n${product.output()}`);
        return performance.now() - editedMs;
      });
      report.line('edit of a statement until it is on the page, --watch', ms / 1000, 's', { aim: '2' });
    } finally {
      await product.stop();
    }
  } finally {
    remove();
  }
};

export default benchmark;
