import { INIT, type Kernel, MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE } from '../contract';

/** What a parent does that wakes up: it waits once more. So exit marks, and wait decides, for whoever sleeps. */
export class ProcessTree {
  private readonly asleep: boolean[] = [];

  constructor(private readonly kernel: Kernel) {}

  exit(process: number): void {
    const { kernel } = this;
    kernel.set(process, PROCESS_FIELD.state, PROCESS_STATE.zombie);
    const parent = kernel.get(process, PROCESS_FIELD.parent);
    for (let child = INIT + 1; child < MAX_PROCESSES; child++)
      if (this.state(child) !== PROCESS_STATE.free && kernel.get(child, PROCESS_FIELD.parent) === process)
        kernel.set(child, PROCESS_FIELD.parent, INIT);
    this.wakeUp(parent);
    if (parent !== INIT) this.wakeUp(INIT);
    // Init waits for what it is given as long as it is there; then the kernel does.
    if (this.state(INIT) === PROCESS_STATE.alive) return;
    while (this.wait(INIT) > 0);
    this.asleep[INIT] = false;
    if (process === INIT) kernel.release(INIT);
  }

  wait(process: number): number {
    let answer = -1;
    for (let child = MAX_PROCESSES - 1; child > 0; child--) {
      if (this.kernel.get(child, PROCESS_FIELD.parent) !== process) continue;
      if (this.state(child) === PROCESS_STATE.zombie) answer = child;
      else if (this.state(child) === PROCESS_STATE.alive && answer < 0) answer = 0;
    }
    this.asleep[process] = answer === 0;
    if (answer > 0) this.kernel.release(answer);
    return answer;
  }

  private wakeUp(process: number): void {
    if (!this.asleep[process]) return;
    const child = this.wait(process);
    if (child > 0) this.kernel.wake(process, child);
  }

  private state(process: number): number {
    return this.kernel.get(process, PROCESS_FIELD.state);
  }
}
