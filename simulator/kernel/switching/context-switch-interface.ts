/** What a context switch may do and must be able to: the interface behind which one can be exchanged. */
import type { PolicyShape } from '../../engine/policy';

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
