/**
 * A coherence protocol driven step by step by a trace of reads and writes:
 *
 *      0 R 0x40         core 0 reads the line of address 0x40
 *      1 W 0x44         core 1 writes it
 *
 * After each step it tells the state of that line in every core's cache, and as events what happened on the way. Without a geometry nothing is ever
 * evicted, so that what is seen is the protocol alone. The counts are those of CONVENTIONS.md.
 */

import { defineEvents } from '../engine/define-events';
import { Trace } from '../engine/trace';
import type { CacheGeometry } from '../hardware/caches/cache-array';
import { LineNumbering, SIMULATED_LINE_BYTES, TOO_MANY_LINES } from '../hardware/caches/line-numbering';
import { BUS_TRANSACTIONS, type BusTransaction } from '../hardware/caches/memory-listener';
import { MemorySystem } from '../hardware/caches/memory-system';
import {
  effectiveProtocol,
  type ProtocolName,
  type WritePolicy,
} from '../hardware/caches/memory-system-options';
import { COHERENCE_EVENTS } from '../hardware/caches/protocol';
import { PhysicalMemory } from '../hardware/memory/physical-memory';
import { parseAddress, quoted, TraceError } from './trace-error';
import { traceLines } from './trace-lines';

/** States told in all, one a step and core, and steps: they bound the memory of a result. */
const MAX_STATES = 1 << 21;
const MAX_STEPS = 1 << 19;

/** What a core asks for on the bus, before the name of a line. */
const ON_BUS: Readonly<Record<BusTransaction, string>> = {
  read: 'reads',
  readExclusive: 'reads to write',
  upgrade: 'announces that it writes',
  update: 'sends a new word of',
  write: 'writes a word of',
  writeBack: 'writes back',
  atomic: 'changes at the controller a word of',
};

/** What happens in a run. The cycle of an event is the number of its step, from 1 on; the protocol's rows come at 0. */
export const COHERENCE_TRACE_EVENTS = defineEvents({
  rule: {
    fields: ['from', 'event', 'state'],
    description: 'A row of the protocol by which a line changes its state.',
    sentence: 'the protocol leads from {from} to {state}: {event}',
    words: { event: COHERENCE_EVENTS.map(({ description }) => description) },
  },
  access: {
    fields: ['core', 'operation', 'line'],
    description: 'A step of the trace.',
    sentence: 'core {core} {operation} line {line}',
    words: { operation: ['reads', 'writes'] },
  },
  bus: {
    fields: ['core', 'transaction', 'line'],
    description: 'A transaction on the bus.',
    sentence: 'core {core} {transaction} line {line} on the bus',
    words: { transaction: BUS_TRANSACTIONS.map((kind) => ON_BUS[kind]) },
  },
  moves: {
    fields: ['core', 'line', 'from', 'state'],
    description: 'A line changes its state in the cache of a core.',
    sentence: 'line {line} goes from {from} to {state} in the cache of core {core}',
  },
});
const EVENT = COHERENCE_TRACE_EVENTS.index;

/** Lines that are called by their address; further ones by a number. */
const MOST_NAMED = 256;

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

/** What the run was, and its events. @throws RangeError for impossible options, TraceError for a trace with too many lines. */
export function runCoherenceTrace(
  { protocol, cores, lineBytes, geometry, writePolicy = 'write-back' }: CoherenceTraceOptions,
  steps: readonly CoherenceStep[],
): { readonly result: CoherenceTraceResult; readonly trace: Trace } {
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
  const lines = new Map([...new Set(targets)].map((target, number) => [target, number]));
  const names = new Map(steps.map(({ address }, index) => [targets[index], nameOf(address, lineBytes)]));
  const { states, transitions } = effectiveProtocol(writePolicy, protocol);
  const trace = new Trace(
    kindsOf(
      [...lines.keys()].map((target) => names.get(target) as string),
      states,
    ),
  );
  const stateOf = (state: string) => states.findIndex(({ letter }) => letter === state);
  const lineOf = (target: number) => lines.get(target) as number;
  for (const { state, event, next, whenShared } of transitions)
    for (const to of new Set([next, whenShared?.next ?? next]))
      if (to !== state)
        trace.record(
          0,
          EVENT.rule,
          stateOf(state),
          COHERENCE_EVENTS.findIndex(({ name }) => name === event),
          stateOf(to),
        );
  let step = 0;
  system.listener = {
    stateChanged: (core, line, before, after) =>
      trace.record(step, EVENT.moves, core, lineOf(line), stateOf(before), stateOf(after)),
    transaction: (core, kind, line) =>
      trace.record(step, EVENT.bus, core, BUS_TRANSACTIONS.indexOf(kind), lineOf(line)),
  };
  const done = steps.map(({ core, operation, address }, index) => {
    const target = targets[index];
    step = index + 1;
    trace.record(step, EVENT.access, core, Number(operation === 'W'), lineOf(target));
    if (operation === 'R') system.load(core, target, system.completionCycle);
    else system.store(core, target, 0, system.completionCycle);
    const inCaches = Array.from({ length: cores }, (_, each) => system.stateOf(each, target));
    return { core, operation, address: `0x${address.toString(16)}`, states: inCaches };
  });
  const { busTransactions, invalidations, memoryReads, writeBacks } = system.counters;
  return { result: { steps: done, busTransactions, invalidations, memoryReads, writeBacks }, trace };
}

/** By its first address. */
function nameOf(address: bigint, lineBytes: number): string {
  return `0x${(address - (address % BigInt(lineBytes))).toString(16)}`;
}

/** With the lines and states of this run. */
function kindsOf(names: readonly string[], states: readonly { readonly name: string }[]) {
  const line = names.slice(0, MOST_NAMED);
  const state = states.map(({ name }) => name.charAt(0).toLowerCase() + name.slice(1));
  const { rule, access, bus, moves } = COHERENCE_TRACE_EVENTS.definitions;
  return defineEvents({
    rule: { ...rule, words: { ...rule.words, from: state, state } },
    access: { ...access, words: { ...access.words, line } },
    bus: { ...bus, words: { ...bus.words, line } },
    moves: { ...moves, words: { line, from: state, state } },
  }).kinds;
}
