/** What a `*.bench.ts` file exports by default, the median that it reports, and what its aims mean on this machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

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
  return values[values.length >> 1];
}

/** Of the machine on which the aims of submissions and checks were set: how soon a bare Node says something there. */
const AIMED_AT_NODE_MS = 31;

/** How many times slower this machine starts a bare Node now than that one did: what an aim in seconds means here. */
export async function slownessOfMachine(report: BenchmarkReport): Promise<number> {
  const nodeMs = await median(15, bareNodeMs);
  const slower = nodeMs / AIMED_AT_NODE_MS;
  report.line('a bare Node says something', nodeMs, 'ms', {
    ratio: slower,
    baseline: 'the machine of the aims',
  });
  return slower;
}

async function bareNodeMs(): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("x")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const readyMs = performance.now() - startedMs;
  await once(child, 'close');
  return readyMs;
}
