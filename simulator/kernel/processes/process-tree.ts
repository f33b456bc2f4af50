/**
 * The tree of processes: who waits for whom, who is reaped, and who takes in the children of the dead.
 *
 *      alive ──exit──▶ zombie ──wait of its parent──▶ free
 *                        │
 *      its children ─────┴──▶ children of init, which waits for whatever it is given
 *
 * Once init itself is over nobody is left to wait for its children: each is reaped as soon as it is over.
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
   * @returns the lowest number of one that is over, which is reaped; 0: none is over yet, it blocks; -1: it has none.
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
    let adoptedZombie = false;
    for (let child = INIT + 1; child < MAX_PROCESSES; child++) {
      if (kernel.get(child, FIELD.parent) !== process) continue;
      const state = kernel.get(child, FIELD.state);
      if (state === STATE.free) continue;
      if (process !== INIT) kernel.set(child, FIELD.parent, INIT);
      adoptedZombie ||= state === STATE.zombie;
    }
    const parent = kernel.get(process, FIELD.parent);
    if (adoptedZombie && parent !== INIT) this.serve(INIT);
    this.serve(parent);
    return 0;
  }

  wait(process: number): number {
    const child = this.zombieOf(process);
    if (child > 0) this.kernel.release(child);
    else if (child === 0) this.kernel.set(process, FIELD.waiting, 1);
    return child;
  }

  /** Children of `parent` are over: it is told of one if it waits; they are all reaped if it is over itself. */
  private serve(parent: number): void {
    const { kernel } = this;
    if (kernel.get(parent, FIELD.state) !== STATE.alive) {
      // Garbage in records may call a process over that is not: it is not released.
      let child = this.zombieOf(parent);
      while (child > 0 && kernel.release(child) === 0) child = this.zombieOf(parent);
      return;
    }
    if (kernel.get(parent, FIELD.waiting) === 0) return;
    const child = this.zombieOf(parent);
    kernel.set(parent, FIELD.waiting, 0);
    kernel.wake(parent, child);
    kernel.release(child);
  }

  /** The child of the lowest number that is over; 0: none is; -1: there is no child. */
  private zombieOf(parent: number): number {
    const { kernel } = this;
    let found = -1;
    for (let child = 1; child < MAX_PROCESSES; child++) {
      if (kernel.get(child, FIELD.parent) !== parent) continue;
      const state = kernel.get(child, FIELD.state);
      if (state === STATE.zombie) return child;
      if (state === STATE.alive) found = 0;
    }
    return found;
  }
}
