import { INIT, type Kernel, MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE } from '../contract';

/** Makes a list whenever it wants to know something. */
export class ProcessTree {
  constructor(private readonly kernel: Kernel) {}

  exit(process: number): void {
    const parent = this.parentOf(process);
    this.kernel.set(process, PROCESS_FIELD.state, PROCESS_STATE.zombie);
    if (process !== INIT)
      for (const child of this.childrenOf(process)) this.kernel.set(child, PROCESS_FIELD.parent, INIT);
    this.look(INIT);
    this.look(parent);
  }

  wait(process: number): number {
    const over = this.zombiesOf(process);
    if (over.length > 0) {
      this.kernel.release(over[0]);
      return over[0];
    }
    if (this.childrenOf(process).length === 0) return -1;
    this.kernel.set(process, PROCESS_FIELD.waiting, 1);
    return 0;
  }

  /** Whether a child of `parent` is over of which it is to be told now. */
  private look(parent: number): void {
    const over = this.zombiesOf(parent);
    if (over.length === 0) return;
    if (this.kernel.get(parent, PROCESS_FIELD.state) !== PROCESS_STATE.alive) {
      for (const child of over) this.kernel.release(child);
    } else if (this.kernel.get(parent, PROCESS_FIELD.waiting) === 1) {
      this.kernel.set(parent, PROCESS_FIELD.waiting, 0);
      this.kernel.wake(parent, over[0]);
      this.kernel.release(over[0]);
    }
  }

  private childrenOf(parent: number): number[] {
    return this.all().filter((process) => this.parentOf(process) === parent);
  }

  private zombiesOf(parent: number): number[] {
    return this.childrenOf(parent).filter(
      (child) => this.kernel.get(child, PROCESS_FIELD.state) === PROCESS_STATE.zombie,
    );
  }

  private all(): number[] {
    const processes: number[] = [];
    for (let process = 1; process < MAX_PROCESSES; process++)
      if (this.kernel.get(process, PROCESS_FIELD.state) !== PROCESS_STATE.free) processes.push(process);
    return processes;
  }

  private parentOf(process: number): number {
    return this.kernel.get(process, PROCESS_FIELD.parent);
  }
}
