/**
 * `npm run bench [name ...]`: runs every `*.bench.ts` beside the code (or those whose path contains a name) and
 * prints one table. A bench file's default export measures and reports; it never fails on a slow machine.
 */

import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';

export interface BenchmarkReport {
  /**
   * One line of the table. @param value the median of several runs. @param aim what the issue asked for, as text.
   * @param ratio against a baseline of the same run, where there is one.
   */
  line(
    name: string,
    value: number,
    unit: string,
    details?: { aim?: string; ratio?: number; baseline?: string },
  ): void;
}

export type Benchmark = (report: BenchmarkReport) => Promise<void> | void;

/** The median of `runs` values of `measure`, after `warmups` unmeasured ones. */
export async function median(
  runs: number,
  measure: () => Promise<number> | number,
  warmups = 1,
): Promise<number> {
  for (let i = 0; i < warmups; i++) await measure();
  const values: number[] = [];
  for (let i = 0; i < runs; i++) values.push(await measure());
  values.sort((a, b) => a - b);
  return values[values.length >> 1] as number;
}

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

if (process.argv[1]?.endsWith('benchmark.ts')) await main();
