/**
 * The kernel's side of an exchanged context switch: makes the mechanism anew, asks it when a thread leaves or gets a
 * core, carries out its services, counts what it accesses, and keeps each change in the trace.
 *
 * The mechanism is a new object at each call: what it must remember lies in control blocks and in the core. Whatever
 * it does, the kernel goes on: what is not there is refused, and registers that no program can have become such that
 * one can (`settleRegisters`).
 */
import type { PolicyHost } from '../../engine/policy';
import type { Trace } from '../../engine/trace';
import type { MixedCore } from '../../hardware/native/mixed-core';
import { NATIVE_REGISTERS } from '../../hardware/native/native-core';
import type { Kernel } from '../kernel';
import { CONTROL_BLOCK_WORDS } from '../threads/control-block';
import type { CoreId, Thread, ThreadId } from '../threads/thread';
import { SWITCHING_EVENTS } from './switching-events';

const EVENT = SWITCHING_EVENTS.index;
const REFUSED = { register: 0, word: 1, pageTable: 2 } as const;

/** Sees what is there in front of each call and behind it. */
export interface SwitchingObserver {
  asking(method: 'save' | 'restore', core: CoreId, thread: Thread): void;
  answered(method: 'save' | 'restore', core: CoreId, thread: Thread): void;
}

export interface SwitchingOptions {
  readonly policies: PolicyHost;
  /** How many address-space identifiers the cores have; 0: all page tables are loaded under the same one. */
  readonly identifiers: number;
  readonly observer?: SwitchingObserver;
}

export interface SwitchingHardware {
  readonly kernel: Kernel;
  readonly cores: readonly MixedCore[];
  readonly trace: Trace;
  readonly processes: number;
  /** Physical address of the root table of a process. */
  readonly rootOf: (process: number) => number;
  /** Cycles of one access to a control block. */
  readonly accessCycles: number;
  /** Cycles in which a core forgets its translations. */
  readonly flushCycles: number;
}

export class Switching {
  /** Of control blocks, by method. */
  readonly accesses = { save: 0, restore: 0 };
  flushes = 0;
  private cycles = 0;
  private loads = 0;
  private stores = 0;
  private core = 0;
  /** By core: whose page table it has loaded. */
  private readonly loaded: number[];
  /** Threads that had a core. */
  private readonly ran = new Set<ThreadId>();
  private readonly services = {
    register: (index: number) => this.register(index),
    setRegister: (index: number, value: number) => this.setRegister(index, value),
    load: (thread: number, word: number) => this.load(thread, word),
    store: (thread: number, word: number, value: number) => this.store(thread, word, value),
    loadedProcess: () => this.loaded[this.core],
    loadPageTable: (process: number, identifier: number) => this.loadPageTable(process, identifier),
    flush: () => this.flush(),
  };

  /** Every core begins with the page table of process 0 under identifier 0. */
  constructor(
    private readonly options: SwitchingOptions,
    private readonly hardware: SwitchingHardware,
  ) {
    const { identifiers } = options;
    const { cores, processes, rootOf } = hardware;
    if (identifiers !== 0 && !(identifiers >= processes && identifiers <= 512))
      throw new RangeError(`identifiers must be 0, or ${processes} (processes) to 512, got ${identifiers}`);
    this.loaded = cores.map((core) => {
      core.loadPageTable(rootOf(0), 0);
      return 0;
    });
  }

  save(core: CoreId, thread: Thread): void {
    this.record(EVENT.save, core, thread.id);
    this.ask('save', core, thread);
    this.record(EVENT.saved, core, thread.id, this.loads, this.stores);
  }

  restore(core: CoreId, thread: Thread): void {
    const { cores } = this.hardware;
    cores[core].program = thread.program;
    if (!this.ran.has(thread.id)) this.tellFirstWords(thread);
    this.record(EVENT.restore, core, thread.id, thread.process);
    this.ask('restore', core, thread);
    cores[core].settleRegisters();
    this.record(EVENT.restored, core, thread.id, this.loads, this.stores);
  }

  private tellFirstWords({ id, block }: Thread): void {
    this.ran.add(id);
    const { words } = this.hardware.kernel.memory;
    for (let word = 0; word < NATIVE_REGISTERS; word++)
      if (words[block + word] !== 0) this.record(EVENT['first-word'], id, word, words[block + word]);
  }

  /** Cycles that all this took since the last call. */
  takeCycles(): number {
    const { cycles } = this;
    this.cycles = 0;
    return cycles;
  }

  private ask(method: 'save' | 'restore', core: CoreId, thread: Thread): void {
    const { policies, identifiers, observer } = this.options;
    this.core = core;
    this.loads = 0;
    this.stores = 0;
    observer?.asking(method, core, thread);
    policies.create(this.services, identifiers).methods[method]?.(thread.id, thread.process);
    observer?.answered(method, core, thread);
    const accesses = this.loads + this.stores;
    this.accesses[method] += accesses;
    this.cycles += accesses * this.hardware.accessCycles;
  }

  private register(index: number): number {
    if (!isRegister(index)) return this.refuse(REFUSED.register, index, 0);
    return this.hardware.cores[this.core].register(index);
  }

  private setRegister(index: number, value: number): number {
    if (!isRegister(index)) return this.refuse(REFUSED.register, index, 0);
    const core = this.hardware.cores[this.core];
    const before = core.register(index);
    core.setRegister(index, value);
    const after = core.register(index);
    if (after !== before) this.record(EVENT['core-register'], core.id, index, after);
    return 0;
  }

  private load(thread: number, word: number): number {
    const at = this.wordAt(thread, word);
    if (at < 0) return this.refuse(REFUSED.word, thread, word);
    this.loads++;
    return this.hardware.kernel.memory.words[at];
  }

  private store(thread: number, word: number, value: number): number {
    const at = this.wordAt(thread, word);
    if (at < 0) return this.refuse(REFUSED.word, thread, word);
    const { words } = this.hardware.kernel.memory;
    this.stores++;
    const before = words[at];
    words[at] = value;
    const after = words[at];
    if (after !== before) this.record(EVENT['control-word'], thread, word, after, this.core);
    return 0;
  }

  private loadPageTable(process: number, identifier: number): number {
    const { identifiers } = this.options;
    const { cores, processes, rootOf } = this.hardware;
    const exists = Number.isInteger(process) && process >= 0 && process < processes;
    const named = identifiers === 0 ? 0 : identifier;
    if (!exists || !(Number.isInteger(named) && named >= 0 && named < Math.max(1, identifiers)))
      return this.refuse(REFUSED.pageTable, process, identifier);
    cores[this.core].loadPageTable(rootOf(process), named);
    this.loaded[this.core] = process;
    this.record(EVENT['page-table'], this.core, process, named);
    return 0;
  }

  private flush(): number {
    this.hardware.cores[this.core].forgetTranslations();
    this.flushes++;
    this.cycles += this.hardware.flushCycles;
    this.record(EVENT.flush, this.core);
    return 0;
  }

  private wordAt(thread: number, word: number): number {
    const { block } = this.hardware.kernel.threads[thread] ?? { block: -1 };
    const exists = block >= 0 && Number.isInteger(word) && word >= 0 && word < CONTROL_BLOCK_WORDS;
    return exists ? block + word : -1;
  }

  private refuse(what: number, first: number, second: number): number {
    this.record(EVENT.refused, this.core, what, first | 0, second | 0);
    return -1;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.hardware.trace.record(this.hardware.kernel.cycle, kind, a, b, c, d);
  }
}

function isRegister(index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < NATIVE_REGISTERS;
}
