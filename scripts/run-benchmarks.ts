/**
 * `npm run bench [name ...]`: runs every `*.bench.ts` beside the code (or those whose path contains a name) and
 * prints one table. A bench file's default export measures and reports; it never fails on a slow machine.
 */

import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';

import type { Benchmark, BenchmarkReport } from './benchmark';

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const files = globSync(['{simulator,exercises,grader,tests,scripts}/**/*.bench.ts'])
    .sort()
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
  const report: BenchmarkReport = {
    line(name, value, unit, details = {}) {
      const shown = value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
      const notes = [
        details.aim === undefined ? '' : `aim ${details.aim}`,
        details.ratio === undefined
          ? ''
          : `${details.ratio.toFixed(2)}x ${details.baseline ?? 'the baseline'}`,
      ].filter((note) => note !== '');
      console.log(`${name.padEnd(58)} ${shown.padStart(14)} ${unit.padEnd(22)} ${notes.join('; ')}`);
    },
  };
  for (const file of files) {
    console.log(`\n# ${file}`);
    const { default: benchmark } = (await import(pathToFileURL(file).href)) as { default: Benchmark };
    await benchmark(report);
  }
}

await main();
