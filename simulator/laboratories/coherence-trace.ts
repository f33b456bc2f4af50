/**
 * A coherence protocol driven step by step by a trace of reads and writes:
 *
 *      0 R 0x40         core 0 reads the line of address 0x40
 *      1 W 0x44         core 1 writes it
 *
 * After each step it tells the state of that line in every core's cache. Without a geometry nothing is ever
 * evicted, so that what is seen is the protocol alone. The counts are those of CONVENTIONS.md.
 */

import type { CacheGeometry } from '../hardware/caches/cache-array';
import { LineNumbering, SIMULATED_LINE_BYTES, TOO_MANY_LINES } from '../hardware/caches/line-numbering';
import { MemorySystem } from '../hardware/caches/memory-system';
import type { ProtocolName, WritePolicy } from '../hardware/caches/memory-system-options';
import { PhysicalMemory } from '../hardware/memory/physical-memory';
import { parseAddress, quoted, TraceError } from './trace-error';
import { traceLines } from './trace-lines';

/** States told in all, one a step and core, and steps: they bound the memory of a result. */
const MAX_STATES = 1 << 21;
const MAX_STEPS = 1 << 19;

export interface CoherenceStep {
  readonly core: number;
  readonly operation: 'R' | 'W';
  readonly address: bigint;
  readonly lineNumber: number;
}

export interface CoherenceTraceOptions {
  readonly protocol: ProtocolName;
  readonly cores: number;
  readonly lineBytes: number;
  /** Default: as large as needed, so that nothing is evicted. */
  readonly geometry?: Pick<CacheGeometry, 'sets' | 'ways'>;
  /** Default write-back. */
  readonly writePolicy?: WritePolicy;
}

export interface CoherenceTraceResult {
  /** `states`: of the step's line in each core's cache after the step, a letter each. */
  readonly steps: readonly {
    readonly core: number;
    readonly operation: 'R' | 'W';
    /** Hexadecimal with 0x, in small letters. */
    readonly address: string;
    readonly states: readonly string[];
  }[];
  readonly busTransactions: number;
  readonly invalidations: number;
  readonly memoryReads: number;
  readonly writeBacks: number;
}

/** @throws TraceError */
export function parseCoherenceTrace(text: string, cores: number): CoherenceStep[] {
  const steps: CoherenceStep[] = [];
  const most = Math.min(MAX_STEPS, Math.floor(MAX_STATES / cores));
  for (const { text: line, lineNumber } of traceLines(text)) {
    if (steps.length === most)
      throw new TraceError(
        lineNumber,
        `with ${cores} cores a trace may have ${most} steps; use a shorter one`,
      );
    const [coreText = '', operationText = '', addressText = '', ...rest] = line.split(/\s+/);
    const operation = operationText.toUpperCase();
    const address = parseAddress(addressText);
    if (
      !/^\d{1,9}$/.test(coreText) ||
      (operation !== 'R' && operation !== 'W') ||
      address === undefined ||
      rest.length > 0
    )
      throw new TraceError(
        lineNumber,
        `${quoted(line)} is not a step; expected a core, R or W, and a hexadecimal address, as in "0 R 0x40"`,
      );
    const core = Number(coreText);
    if (core >= cores)
      throw new TraceError(
        lineNumber,
        `there is no core ${coreText}; with ${cores} cores they are 0 to ${cores - 1}`,
      );
    steps.push({ core, operation, address, lineNumber });
  }
  return steps;
}

/** @throws RangeError for impossible options, TraceError for a trace with too many lines. */
export function runCoherenceTrace(
  { protocol, cores, lineBytes, geometry, writePolicy }: CoherenceTraceOptions,
  steps: readonly CoherenceStep[],
): CoherenceTraceResult {
  const numbering = new LineNumbering({ sets: geometry?.sets ?? 1, lineBytes });
  const targets = steps.map(({ address, lineNumber }) => {
    const target = numbering.addressOf(numbering.lineOf(address));
    if (target === undefined) throw new TraceError(lineNumber, TOO_MANY_LINES);
    return target;
  });
  const enoughSets = 2 ** (32 - Math.clz32(numbering.size));
  const system = new MemorySystem({
    cores,
    levels: [{ ...(geometry ?? { sets: enoughSets, ways: 1 }), lineBytes: SIMULATED_LINE_BYTES }],
    memory: new PhysicalMemory(0),
    carriesData: false,
    protocol,
    writePolicy,
  });
  const done = steps.map(({ core, operation, address }, index) => {
    const target = targets[index];
    if (operation === 'R') system.load(core, target, system.completionCycle);
    else system.store(core, target, 0, system.completionCycle);
    const states = Array.from({ length: cores }, (_, each) => system.stateOf(each, target));
    return { core, operation, address: `0x${address.toString(16)}`, states };
  });
  const { busTransactions, invalidations, memoryReads, writeBacks } = system.counters;
  return { steps: done, busTransactions, invalidations, memoryReads, writeBacks };
}
