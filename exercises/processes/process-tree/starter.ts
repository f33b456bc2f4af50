import { type Kernel, PROCESS_FIELD, PROCESS_STATE, type ProcessTreeMechanism } from './contract';

export class ProcessTree implements ProcessTreeMechanism {
  constructor(private readonly kernel: Kernel) {}

  exit(process: number): void {
    const parent = this.kernel.get(process, PROCESS_FIELD.parent);
    this.kernel.set(process, PROCESS_FIELD.state, PROCESS_STATE.zombie);
    // What becomes of `process`, and of its children? Does `parent` wait for it? Is there still somebody who will?
  }

  wait(process: number): number {
    // Has `process` a child? Is one over: PROCESS_STATE.zombie? Of several, which is reaped?
    return -1;
  }
}
