/**
 * The context switch: a thread's registers go into its control block when it leaves a core, and come back from there
 * when it gets one, together with the page table of its process.
 *
 *      save      core's registers ──▶ control block of the thread              only then is the block written
 *      restore   control block ──▶ core's registers; page table of the process, under an address-space identifier
 *
 * With identifiers, translations of several processes lie in the translation buffers side by side. Without, those of
 * the last process have to go, and only when the process changes: its threads share them.
 *
 * Source: The RISC-V Instruction Set Manual, volume II, 20240411, sections 12.1.11 and 12.2.1 (satp, sfence.vma).
 */
import type { PolicyShape } from '../engine/policy';

/** Of the core on which the thread leaves or gets in, and of control blocks. All numbers. */
export interface ContextSwitchServices {
  /** A register of the core: 0 the program counter, 1 to 31 its others. */
  register(index: number): number;
  setRegister(index: number, value: number): number;
  /** A word of a thread's control block. */
  load(thread: number, word: number): number;
  store(thread: number, word: number, value: number): number;
  /** The process whose page table the core has loaded. */
  loadedProcess(): number;
  /** @returns 0, or -1 where there is no such process or identifier: nothing is loaded then. */
  loadPageTable(process: number, identifier: number): number;
  /** The core forgets all translations, whatever their identifier. */
  flush(): number;
}

export interface ContextSwitchMechanism {
  /** `thread` leaves the core. */
  save(thread: number): unknown;
  /** `thread`, of `process`, gets the core. */
  restore(thread: number, process: number): unknown;
}

export const CONTEXT_SWITCH_SHAPE: PolicyShape = {
  className: 'ContextSwitch',
  methods: { save: 1, restore: 2 },
  programs: {},
  services: {
    register: 1,
    setRegister: 2,
    load: 2,
    store: 3,
    loadedProcess: 0,
    loadPageTable: 2,
    flush: 0,
  },
};

/** The program counter and x1 to x31. */
const REGISTERS = 32;

export class ContextSwitch implements ContextSwitchMechanism {
  /** @param identifiers how many address-space identifiers the machine has: 0, or one for each process at least. */
  constructor(
    private readonly kernel: ContextSwitchServices,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    const { kernel } = this;
    for (let i = 0; i < REGISTERS; i++) kernel.store(thread, i, kernel.register(i));
  }

  restore(thread: number, process: number): void {
    const { kernel } = this;
    for (let i = 0; i < REGISTERS; i++) kernel.setRegister(i, kernel.load(thread, i));
    if (kernel.loadedProcess() === process) return;
    if (this.identifiers > 0) kernel.loadPageTable(process, process);
    else {
      kernel.loadPageTable(process, 0);
      kernel.flush();
    }
  }
}
