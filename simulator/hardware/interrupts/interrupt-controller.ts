/**
 * The platform-level interrupt controller: from device lines and messages to the cores' external interrupts.
 *
 *      line ───▶ gateway ─┐            per context: enable mask, threshold
 *      message ▶ counter ─┴▶ pending ──▶ highest priority ──▶ line of core c, machine or supervisor mode
 *                   ▲                          │ claim (read): takes it out of pending
 *                   └───────── complete (write)┘
 *
 * Each core has two contexts: 2 c for machine mode, 2 c + 1 for supervisor mode. What is masked stays pending.
 * A gateway passes one request at a time: a line that is still high at completion asks again, messages that
 * arrive meanwhile are counted and passed on one by one. So no interrupt is lost and none is doubled.
 *
 *      0x000000  priority of source n at 4 n (0: never interrupts; source 0 does not exist)
 *      0x001000  pending bits, read-only
 *      0x002000  enable bits of context x at 0x80 x
 *      0x200000  context x at 0x1000 x: threshold; +4 claim (read) and complete (write)
 *
 * Ties: equal priorities, the lowest id first. Of several cores the steering policy takes one.
 * Source: RISC-V Platform-Level Interrupt Controller Specification 1.0.0 (registers, gateways, claim, complete;
 * counting edges is one of the choices of its section 1.2). Steering is not in it: a claim by a context to which
 * nothing was steered gives 0.
 */
import type { MappedDevice } from '../memory/physical-address-space';
import { BROADCAST, lowestNumbered, type SteeringPolicy } from './steering';

export const CONTEXTS_PER_CORE = 2;
export const MACHINE_CONTEXT = 0;
export const SUPERVISOR_CONTEXT = 1;
const MAX_SOURCES = 1023;
/** Width of the priority registers: they hold 0 to 7. */
const MAX_PRIORITY = 7;
/** A steering policy names cores by the bits of one integer. */
export const MAX_CORES = 32;

export const INTERRUPT_CONTROLLER_OFFSET = {
  priority: 0,
  pending: 0x1000,
  enable: 0x2000,
  enableStride: 0x80,
  context: 0x20_0000,
  contextStride: 0x1000,
  threshold: 0,
  claim: 4,
} as const;

const OFFSET = INTERRUPT_CONTROLLER_OFFSET;
const ENABLE_END = OFFSET.context;

export interface InterruptControllerOptions {
  readonly base: number;
  readonly cores: number;
  /** Ids 1 to sources. */
  readonly sources: number;
  readonly steering?: SteeringPolicy;
  /** Drives the external interrupt line of a context. */
  readonly setLine: (context: number, raised: boolean) => void;
}

/** `target` of a source that was not steered. */
const UNSTEERED = -2;

export class InterruptController implements MappedDevice {
  readonly name = 'interrupt controller';
  readonly byteLength = 0x0400_0000;
  readonly base: number;
  /** Requests that passed a gateway, by source, and claims by context: for budgets and tests. */
  readonly requests: Float64Array;
  readonly claims: Float64Array;
  private readonly sources: number;
  private readonly contexts: number;
  private readonly steering: SteeringPolicy;
  private readonly setLine: (context: number, raised: boolean) => void;
  private readonly priorities: Int32Array;
  private readonly thresholds: Int32Array;
  /** By context and source: 0 or 1. */
  private readonly enabled: Uint8Array;
  private readonly pending: Uint8Array;
  /** 1 from the request until its completion. */
  private readonly inService: Uint8Array;
  private readonly lines: Uint8Array;
  /** Messages that wait at the gateway. */
  private readonly waitingMessages: Float64Array;
  /** To which core the pending request was steered; BROADCAST, or UNSTEERED when no core can take it yet. */
  private readonly targets: Int32Array;
  private readonly outputs: Uint8Array;

  constructor(options: InterruptControllerOptions) {
    const { base, cores, sources } = options;
    if (!Number.isInteger(sources) || sources < 1 || sources > MAX_SOURCES)
      throw new RangeError(`InterruptController: sources must be 1 to ${MAX_SOURCES}, got ${sources}`);
    if (!Number.isInteger(cores) || cores < 1 || cores > MAX_CORES)
      throw new RangeError(`InterruptController: cores must be 1 to ${MAX_CORES}, got ${cores}`);
    this.base = base;
    this.sources = sources;
    this.contexts = cores * CONTEXTS_PER_CORE;
    this.steering = options.steering ?? lowestNumbered;
    this.setLine = options.setLine;
    const ids = sources + 1;
    this.requests = new Float64Array(ids);
    this.claims = new Float64Array(this.contexts);
    this.priorities = new Int32Array(ids);
    this.thresholds = new Int32Array(this.contexts);
    this.enabled = new Uint8Array(this.contexts * ids);
    this.pending = new Uint8Array(ids);
    this.inService = new Uint8Array(ids);
    this.lines = new Uint8Array(ids);
    this.waitingMessages = new Float64Array(ids);
    this.targets = new Int32Array(ids).fill(UNSTEERED);
    this.outputs = new Uint8Array(this.contexts);
  }

  // Inputs

  /** A device drives its line (level). */
  setSource(source: number, raised: boolean): void {
    this.checkSource(source);
    if ((this.lines[source] === 1) === raised) return;
    this.lines[source] = raised ? 1 : 0;
    if (raised) this.openGateway(source);
  }

  /** A message-signalled interrupt: one request for each, also while an earlier one is served. */
  message(source: number): void {
    this.checkSource(source);
    this.waitingMessages[source]++;
    this.openGateway(source);
  }

  isPending(source: number): boolean {
    return this.pending[source] === 1;
  }

  // The cores' side

  load(offset: number, size: number): number | undefined {
    if (size !== 4) return undefined;
    if (offset < OFFSET.pending) return this.priorities[offset >> 2] ?? 0;
    if (offset < OFFSET.enable) return this.bits(this.pending, 0, (offset - OFFSET.pending) >> 2);
    if (offset < ENABLE_END) {
      const context = Math.floor((offset - OFFSET.enable) / OFFSET.enableStride);
      if (context >= this.contexts) return 0;
      return this.bits(this.enabled, context * (this.sources + 1), (offset % OFFSET.enableStride) >> 2);
    }
    const context = Math.floor((offset - OFFSET.context) / OFFSET.contextStride);
    if (context >= this.contexts) return 0;
    const register = offset % OFFSET.contextStride;
    if (register === OFFSET.threshold) return this.thresholds[context];
    return register === OFFSET.claim ? this.claim(context) : 0;
  }

  store(offset: number, size: number, value: number): boolean {
    if (size !== 4) return false;
    if (offset < OFFSET.pending) {
      const source = offset >> 2;
      if (source >= 1 && source <= this.sources) this.priorities[source] = value & MAX_PRIORITY;
    } else if (offset < OFFSET.enable) return true;
    else if (offset < ENABLE_END) {
      const context = Math.floor((offset - OFFSET.enable) / OFFSET.enableStride);
      if (context < this.contexts) this.writeEnable(context, (offset % OFFSET.enableStride) >> 2, value);
    } else {
      const context = Math.floor((offset - OFFSET.context) / OFFSET.contextStride);
      if (context >= this.contexts) return true;
      const register = offset % OFFSET.contextStride;
      if (register === OFFSET.threshold) this.thresholds[context] = value & MAX_PRIORITY;
      else if (register === OFFSET.claim) this.complete(context, value);
    }
    this.steerAndNotify();
    return true;
  }

  /** Takes the most urgent pending interrupt of a context. @returns its id, 0 when there is none. */
  claim(context: number): number {
    const source = this.best(context, 0);
    if (source !== 0) {
      this.pending[source] = 0;
      this.targets[source] = UNSTEERED;
      this.claims[context]++;
      this.steerAndNotify();
    }
    return source;
  }

  /** Ends the service of `source`. Ignored unless the context has it enabled, as the specification says. */
  complete(context: number, source: number): void {
    if (!(source >= 1 && source <= this.sources) || this.enabled[this.index(context, source)] === 0) return;
    if (this.inService[source] === 0 || this.pending[source] === 1) return;
    this.inService[source] = 0;
    this.openGateway(source);
  }

  // Inside

  private checkSource(source: number): void {
    if (!(source >= 1 && source <= this.sources))
      throw new RangeError(`interrupt controller: there is no source ${source}, only 1 to ${this.sources}`);
  }

  /** Lets the next request of `source` through, if none is under way. */
  private openGateway(source: number): void {
    if (this.inService[source] === 1) return;
    if (this.waitingMessages[source] > 0) this.waitingMessages[source]--;
    else if (this.lines[source] === 0) return;
    this.inService[source] = 1;
    this.pending[source] = 1;
    this.targets[source] = UNSTEERED;
    this.requests[source]++;
    this.steerAndNotify();
  }

  private index(context: number, source: number): number {
    return context * (this.sources + 1) + source;
  }

  private bits(from: Uint8Array, start: number, word: number): number {
    let value = 0;
    for (let bit = 0; bit < 32; bit++) {
      const source = word * 32 + bit;
      if (source <= this.sources && from[start + source] === 1) value |= 1 << bit;
    }
    return value;
  }

  private writeEnable(context: number, word: number, value: number): void {
    for (let bit = 0; bit < 32; bit++) {
      const source = word * 32 + bit;
      if (source >= 1 && source <= this.sources)
        this.enabled[this.index(context, source)] = (value >>> bit) & 1;
    }
  }

  /** Whether the context would be interrupted by the source: enabled, and above its threshold. */
  private takes(context: number, source: number): boolean {
    return (
      this.enabled[this.index(context, source)] === 1 && this.priorities[source] > this.thresholds[context]
    );
  }

  /** Highest priority pending for the context, above `threshold`; 0: none. A claim ignores the threshold. */
  private best(context: number, threshold: number): number {
    const core = Math.floor(context / CONTEXTS_PER_CORE);
    let best = 0;
    let bestPriority = threshold;
    for (let source = 1; source <= this.sources; source++) {
      if (this.pending[source] === 0 || this.priorities[source] <= bestPriority) continue;
      if (this.enabled[this.index(context, source)] === 0) continue;
      const target = this.targets[source];
      if (target >= 0 && target !== core) continue;
      best = source;
      bestPriority = this.priorities[source];
    }
    return best;
  }

  private steerAndNotify(): void {
    for (let source = 1; source <= this.sources; source++) if (this.pending[source] === 1) this.steer(source);
    for (let context = 0; context < this.contexts; context++) {
      const raised = this.best(context, this.thresholds[context]) !== 0 ? 1 : 0;
      if (raised === this.outputs[context]) continue;
      this.outputs[context] = raised;
      this.setLine(context, raised === 1);
    }
  }

  private steer(source: number): void {
    let cores = 0;
    for (let context = 0; context < this.contexts; context++)
      if (this.takes(context, source)) cores |= 1 << Math.floor(context / CONTEXTS_PER_CORE);
    const target = this.targets[source];
    if (target >= 0 && (cores & (1 << target)) !== 0) return;
    if (cores === 0) {
      this.targets[source] = UNSTEERED;
      return;
    }
    const chosen = this.steering.chooseCore(source, cores);
    if (chosen !== BROADCAST && !(chosen >= 0 && chosen < MAX_CORES && (cores & (1 << chosen)) !== 0))
      throw new RangeError(
        `interrupt controller: the steering policy sent source ${source} to core ${chosen}, which does not take it (mask ${cores})`,
      );
    this.targets[source] = chosen;
  }

  save() {
    return Object.fromEntries(
      Object.entries(this.arrays()).map(([name, array]) => [name, Array.from(array)]),
    );
  }

  /** The lines of the cores are theirs to restore. */
  restore(state: ReturnType<InterruptController['save']>): void {
    for (const [name, array] of Object.entries(this.arrays())) array.set(state[name]);
  }

  private arrays(): Record<string, Uint8Array | Int32Array | Float64Array> {
    const { requests, claims, priorities, thresholds, enabled, pending, inService } = this;
    const { lines, waitingMessages, targets, outputs } = this;
    return {
      ...{ requests, claims, priorities, thresholds, enabled, pending, inService },
      ...{ lines, waitingMessages, targets, outputs },
    };
  }
}
