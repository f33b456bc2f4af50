// One class a policy, and a mechanism that is handed one of them.
import type { Queue, Services } from '../contract';

const FIRST_COME = 0;
const PRIORITY = 1;

abstract class Policy {
  constructor(protected readonly services: Services) {}
  abstract goesBefore(a: number, b: number): boolean;
}

class FirstCome extends Policy {
  goesBefore(): boolean {
    return false;
  }
}

class ByPriority extends Policy {
  goesBefore(a: number, b: number): boolean {
    return this.services.priority(a) < this.services.priority(b);
  }
}

class AsTheKernelSays extends Policy {
  goesBefore(a: number, b: number): boolean {
    return this.services.before(a, b) > 0;
  }
}

class Entry {
  next: Entry | undefined;
  constructor(readonly thread: number) {}
}

export class ReadyQueue implements Queue {
  private readonly policy: Policy;
  private head: Entry | undefined;

  constructor(services: Services, policy: number) {
    if (policy === FIRST_COME) this.policy = new FirstCome(services);
    else if (policy === PRIORITY) this.policy = new ByPriority(services);
    else this.policy = new AsTheKernelSays(services);
  }

  enqueue(thread: number): void {
    const entry = new Entry(thread);
    if (this.head === undefined || this.policy.goesBefore(thread, this.head.thread)) {
      entry.next = this.head;
      this.head = entry;
      return;
    }
    let before = this.head;
    while (before.next !== undefined && !this.policy.goesBefore(thread, before.next.thread))
      before = before.next;
    entry.next = before.next;
    before.next = entry;
  }

  pickNext(): number {
    const first = this.head;
    if (first === undefined) return -1;
    this.head = first.next;
    return first.thread;
  }

  tick(_core: number, running: number): number {
    return this.head !== undefined && this.policy.goesBefore(this.head.thread, running) ? 1 : 0;
  }
}
