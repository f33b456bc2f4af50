/**
 * The tree of processes: who waits for whom, who is reaped, and who takes in the children of the dead.
 *
 *      alive ──exit──▶ zombie ──wait of its parent──▶ free
 *                        │
 *      its children ─────┴──▶ children of init, which waits for whatever it is given
 */
import type { PolicyShape } from '../../engine/policy';
import { type KernelServices, servicesOf } from './kernel-services';
import { INIT, MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE } from './process-record';

const FIELD = PROCESS_FIELD;
const STATE = PROCESS_STATE;

export interface ProcessTreeMechanism {
  /** `process` is over, with its status in its record; its memory is given back already. @returns nothing */
  exit(process: number): number;
  /**
   * `process` waits for any of its children.
   * @returns the number of one that is over, which is reaped; 0: none is over yet, it blocks; -1: it has none.
   */
  wait(process: number): number;
}

export const PROCESS_TREE_SHAPE: PolicyShape = {
  className: 'ProcessTree',
  methods: { exit: 1, wait: 1 },
  programs: {},
  services: servicesOf('get', 'set', 'wake', 'release'),
};

export class ProcessTree implements ProcessTreeMechanism {
  constructor(private readonly kernel: KernelServices) {}

  exit(process: number): number {
    const { kernel } = this;
    kernel.set(process, FIELD.state, STATE.zombie);
    for (let child = 1; child < MAX_PROCESSES; child++) {
      if (child === process || !this.isChild(child, process)) continue;
      kernel.set(child, FIELD.parent, INIT);
      if (kernel.get(child, FIELD.state) === STATE.zombie) this.tell(INIT, child);
    }
    this.tell(kernel.get(process, FIELD.parent), process);
    return 0;
  }

  wait(process: number): number {
    const { kernel } = this;
    let has = false;
    for (let child = 1; child < MAX_PROCESSES; child++) {
      if (!this.isChild(child, process)) continue;
      has = true;
      if (kernel.get(child, FIELD.state) !== STATE.zombie) continue;
      this.reap(child);
      return child;
    }
    if (!has) return -1;
    kernel.set(process, FIELD.waiting, 1);
    return 0;
  }

  private isChild(child: number, process: number): boolean {
    const { kernel } = this;
    return kernel.get(child, FIELD.parent) === process && kernel.get(child, FIELD.state) !== STATE.free;
  }

  /** `child` is over: a parent that waits is woken, one that is over itself has nobody to ask. */
  private tell(parent: number, child: number): void {
    const { kernel } = this;
    if (kernel.get(parent, FIELD.state) !== STATE.alive) this.reap(child);
    else if (kernel.get(parent, FIELD.waiting) === 1) {
      kernel.set(parent, FIELD.waiting, 0);
      kernel.wake(parent, child);
      this.reap(child);
    }
  }

  private reap(child: number): void {
    this.kernel.set(child, FIELD.state, STATE.free);
    this.kernel.release(child);
  }
}
