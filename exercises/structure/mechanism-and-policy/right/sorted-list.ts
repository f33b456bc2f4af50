// A list that is kept in order: enqueue goes back from its end to where the thread belongs.
import type { Queue, Services } from '../contract';

const PRIORITY = 1;
const KERNEL = 2;

type Policy = (a: number, b: number) => boolean;

export class ReadyQueue implements Queue {
  private readonly inOrder: number[] = [];
  private readonly goesBefore: Policy;

  constructor(services: Services, policy: number) {
    const policies: readonly Policy[] = [
      () => false,
      (a, b) => services.priority(a) < services.priority(b),
      (a, b) => services.before(a, b) === 1,
    ];
    this.goesBefore = policies[policy === KERNEL ? 2 : policy === PRIORITY ? 1 : 0];
  }

  enqueue(thread: number): void {
    const { inOrder } = this;
    let at = inOrder.length;
    inOrder.push(thread);
    for (; at > 0 && this.goesBefore(thread, inOrder[at - 1]); at--) inOrder[at] = inOrder[at - 1];
    inOrder[at] = thread;
  }

  pickNext(): number {
    return this.inOrder.shift() ?? -1;
  }

  tick(_core: number, running: number): number {
    return this.inOrder.length > 0 && this.goesBefore(this.inOrder[0], running) ? 1 : 0;
  }
}
