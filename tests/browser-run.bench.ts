/** A sample run in the browser: from the worker being asked to the verdict, code compiled anew each time. */
import { bundleSolution } from '../grader/library/bundle-solution';
import { exerciseIds } from '../grader/library/exercise-library';
import { type Benchmark, median } from '../scripts/benchmark';
import { ensureChromium } from '../scripts/chromium';
import { openGraderPage } from './grader-page';

const RUNS = 11;

const benchmark: Benchmark = async (report) => {
  await ensureChromium(console.log);
  const page = await openGraderPage();
  try {
    for (const id of exerciseIds()) {
      const source = await bundleSolution(id, 'solution.ts');
      const ms = await median(RUNS, async () => (await page.run(id, source)).ms, 2);
      report.line(`samples of ${id} in Chromium, warm`, ms, 'ms', { aim: '< 300' });
    }
  } finally {
    await page.close();
  }
};

export default benchmark;
