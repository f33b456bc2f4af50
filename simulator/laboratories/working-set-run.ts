/**
 * Threads that go through their own memory again and again, on a machine whose cores have caches and whose memory may be
 * in two nodes: where a thread runs then decides how long it takes.
 *
 *      node 0   cores 0 to n/2 - 1     lower half of RAM       thread:  touch each of its lines, compute, [wait] ... rounds times
 *      node 1   cores n/2 to n - 1     upper half
 */
import type { PolicyHost } from '../engine/policy';
import type { Trace } from '../engine/trace';
import type { MemoryCounters } from '../hardware/caches/memory-counters';
import { RAM_BASE } from '../hardware/memory/physical-address-space';
import type { Kernel } from '../kernel/kernel';
import { KERNEL_BYTES } from '../kernel/memory/address-spaces';
import { createSystem } from '../kernel/system';
import { SYSTEM_CALL } from '../kernel/system-calls';
import { OPERATION, type OperationRequest, type Program } from '../programs/operations';
import { setRequest } from '../programs/set-request';

const RAM_BYTES = 1 << 21;
const LINE_BYTES = 64;
/** 16 KiB a core. */
const CACHE = { sets: 64, ways: 4, lineBytes: LINE_BYTES };
/** Of the memory of each thread, so that neighbours' lines fall into other sets. */
const STRIDE_BYTES = 4096 + 16 * LINE_BYTES;

export interface WorkingSetThread {
  readonly arrivalCycle: number;
  readonly rounds: number;
  /** Lines of its own that it touches in each round: it writes every other one. */
  readonly lines: number;
  /** Cycles that it computes in each round. */
  readonly roundCycles: number;
  /** After so many rounds it waits; 0: never. */
  readonly roundsBetweenWaits: number;
  readonly waitCycles: number;
  /** Memory node that its lines are in. */
  readonly home: number;
}

export interface WorkingSetOptions {
  readonly cores: number;
  /** 1 or 2. */
  readonly nodes: number;
  readonly tickCycles: number;
  readonly threads: readonly WorkingSetThread[];
}

export interface WorkingSetSystem {
  readonly kernel: Kernel;
  /** Of all cores together, as they are now. */
  memoryCounters(): Readonly<MemoryCounters>;
}

export function nodeOfCore(
  { cores, nodes }: Pick<WorkingSetOptions, 'cores' | 'nodes'>,
  core: number,
): number {
  return Math.floor((core * nodes) / cores);
}

/** @param policies have the services of `NodeServices`, and get the number of cores and of threads. */
export function workingSetSystem(
  options: WorkingSetOptions,
  policies: PolicyHost,
  trace: Trace,
): WorkingSetSystem {
  const { cores, nodes, tickCycles, threads } = options;
  const { machine, kernel } = createSystem({
    machine: {
      ...{ cores, ramBytes: RAM_BYTES },
      timed: {
        levels: [CACHE],
        nodes: {
          count: nodes,
          nodeOfCore: Array.from({ length: cores }, (_, core) => nodeOfCore(options, core)),
        },
      },
    },
    kernel: {
      tickCycles,
      devices: [{ parallel: threads.length }],
      policyNumbers: [cores, threads.length],
      policyServices: {
        nodeOf: (core) => nodeOfCore(options, core),
        homeOf: (thread) => threads[thread]?.home ?? 0,
      },
    },
    threads: threads.map((thread, index) => ({
      arrivalCycle: thread.arrivalCycle,
      program: new Rounds(thread, baseOf(thread, index)),
    })),
    policies,
    trace,
  });
  return { kernel, memoryCounters: () => machine.memoryCounters as MemoryCounters };
}

function baseOf({ home }: WorkingSetThread, index: number): number {
  const half = home === 0 ? RAM_BASE + KERNEL_BYTES : RAM_BASE + RAM_BYTES / 2;
  return half + index * STRIDE_BYTES;
}

/** What a thread does. A generator would take longer to ask for a line than the machine to serve it. */
class Rounds implements Program {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };
  private round = 1;
  /** Of a round: its lines, then what it computes. */
  private step = 0;

  constructor(
    private readonly thread: WorkingSetThread,
    private readonly base: number,
  ) {}

  resume(): number {
    const { rounds, lines, roundCycles, roundsBetweenWaits, waitCycles } = this.thread;
    if (this.step > lines) {
      const ended = this.round++;
      this.step = 0;
      if (roundsBetweenWaits > 0 && ended % roundsBetweenWaits === 0 && ended < rounds)
        return setRequest(this.request, OPERATION.systemCall, SYSTEM_CALL.read, 0, waitCycles);
    }
    if (this.round > rounds) return setRequest(this.request, OPERATION.finished, 0, 0, 0);
    const line = this.step++;
    if (line === lines) return setRequest(this.request, OPERATION.compute, roundCycles, 0, 0);
    const address = this.base + line * LINE_BYTES;
    return line % 2 === 0
      ? setRequest(this.request, OPERATION.load, address, 0, 0)
      : setRequest(this.request, OPERATION.store, address, this.round, 0);
  }
}
