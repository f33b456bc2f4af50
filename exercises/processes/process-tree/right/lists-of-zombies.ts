import { INIT, type Kernel, MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE } from '../contract';

/** Keeps who is over by parent, and who waits; looks at records only for children that are alive. */
export class ProcessTree {
  private readonly zombies = new Map<number, Set<number>>();
  private readonly sleepers = new Set<number>();
  private initIsOver = false;

  constructor(private readonly kernel: Kernel) {}

  exit(process: number): void {
    const { kernel } = this;
    kernel.set(process, PROCESS_FIELD.state, PROCESS_STATE.zombie);
    const parent = kernel.get(process, PROCESS_FIELD.parent);
    if (process === INIT) {
      this.initIsOver = true;
      for (const child of this.zombiesOf(INIT)) kernel.release(child);
      this.zombies.delete(INIT);
      kernel.release(INIT);
      return;
    }
    for (let child = 1; child < MAX_PROCESSES; child++)
      if (
        kernel.get(child, PROCESS_FIELD.parent) === process &&
        kernel.get(child, PROCESS_FIELD.state) !== PROCESS_STATE.free
      )
        kernel.set(child, PROCESS_FIELD.parent, INIT);
    this.zombiesOf(parent).add(process);
    const orphans = this.zombiesOf(process);
    this.zombies.delete(process);
    for (const orphan of orphans) this.zombiesOf(INIT).add(orphan);
    if (this.initIsOver) {
      for (const child of this.zombiesOf(INIT)) kernel.release(child);
      this.zombies.delete(INIT);
    }
    for (const who of new Set([parent, INIT])) {
      if (!this.sleepers.has(who) || this.zombiesOf(who).size === 0) continue;
      this.sleepers.delete(who);
      const child = this.lowest(who);
      kernel.wake(who, child);
      kernel.release(child);
    }
  }

  wait(process: number): number {
    const { kernel } = this;
    if (this.zombiesOf(process).size > 0) {
      const child = this.lowest(process);
      kernel.release(child);
      return child;
    }
    for (let child = 1; child < MAX_PROCESSES; child++)
      if (
        kernel.get(child, PROCESS_FIELD.parent) === process &&
        kernel.get(child, PROCESS_FIELD.state) === PROCESS_STATE.alive
      ) {
        this.sleepers.add(process);
        return 0;
      }
    return -1;
  }

  private zombiesOf(parent: number): Set<number> {
    const found = this.zombies.get(parent) ?? new Set<number>();
    this.zombies.set(parent, found);
    return found;
  }

  /** Takes the lowest number out. */
  private lowest(parent: number): number {
    const zombies = this.zombiesOf(parent);
    const child = Math.min(...zombies);
    zombies.delete(child);
    return child;
  }
}
