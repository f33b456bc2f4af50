/**
 * Where a run's units went: by line and by function of the submission. A profiled program counts how often each of its
 * regions (metering.ts) is entered; the rest is arithmetic, so the same run gives the same profile everywhere.
 */

/** Units by line. */
export type Tally = Map<number, number>;

/** What is charged at once. */
export interface Region {
  /** Where it begins. */
  readonly line: number;
  /** Of each entry. */
  readonly units: number;
  /** How the units are spread over lines; what it leaves belongs to `line`. */
  readonly byLine: ReadonlyMap<number, number>;
  /** The function that it is in. */
  readonly within: SourceFunction;
  /** Whether it is the body of that function. */
  readonly isBody: boolean;
}

/** One for each function of the text. */
export interface SourceFunction {
  /** Empty for the module itself. */
  readonly name: string;
  readonly line: number;
}

export interface ProfiledFunction extends SourceFunction {
  readonly calls: number;
  /** Without those of functions that it calls. */
  readonly units: number;
}

export interface Profile {
  /** In the order of the text; lines without units are left out. */
  readonly lines: readonly { readonly line: number; readonly units: number }[];
  /** The most expensive first; the module itself is called ''. */
  readonly functions: readonly ProfiledFunction[];
  /** All that the run used. What `lines` leave of it: built-ins by the size of what they do, and calls to and fro. */
  readonly totalUnits: number;
}

/**
 * @param visits of each region, in the order of `regions`.
 * @param totalUnits that the run used.
 */
export function profileOf(
  regions: readonly Region[],
  visits: readonly number[],
  totalUnits: number,
): Profile {
  const lines: Tally = new Map();
  const functions = new Map<SourceFunction, ProfiledFunction>();
  regions.forEach((region, index) => {
    const entries = visits[index] ?? 0;
    if (entries === 0) return;
    let left = region.units;
    for (const [line, units] of region.byLine)
      if (line > 0) {
        add(lines, line, units * entries);
        left -= units;
      }
    if (left > 0) add(lines, region.line, left * entries);
    const { within } = region;
    const known = functions.get(within) ?? { ...within, calls: 0, units: 0 };
    functions.set(within, {
      ...known,
      calls: known.calls + (region.isBody ? entries : 0),
      units: known.units + region.units * entries,
    });
  });
  return {
    lines: [...lines].map(([line, units]) => ({ line, units })).sort((a, b) => a.line - b.line),
    functions: [...functions.values()].sort((a, b) => b.units - a.units),
    totalUnits,
  };
}

function add(tally: Tally, line: number, units: number): void {
  tally.set(line, (tally.get(line) ?? 0) + units);
}
