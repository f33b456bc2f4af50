/** What a `*.bench.ts` file exports by default, and the median that it reports. */
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
