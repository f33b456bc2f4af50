// A queue for each priority, made when it is needed; under the other policies there is one queue.
import type { Queue, Services } from '../contract';

const PRIORITY = 1;
const KERNEL = 2;

export class ReadyQueue implements Queue {
  private readonly queues = new Map<number, number[]>();
  private readonly levels: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly policy: number,
  ) {}

  enqueue(thread: number): void {
    const level = this.levelOf(thread);
    let queue = this.queues.get(level);
    if (queue === undefined) {
      queue = [];
      this.queues.set(level, queue);
      this.levels.push(level);
      this.levels.sort((a, b) => a - b);
    }
    queue.push(thread);
  }

  pickNext(): number {
    const level = this.firstLevel();
    if (level === -1) return -1;
    const queue = this.queues.get(level) as number[];
    return queue.splice(this.firstOf(queue), 1)[0];
  }

  tick(_core: number, running: number): number {
    const level = this.firstLevel();
    if (level === -1) return 0;
    if (level < this.levelOf(running)) return 1;
    const queue = this.queues.get(level) as number[];
    return this.policy === KERNEL && this.services.before(queue[this.firstOf(queue)], running) === 1 ? 1 : 0;
  }

  private levelOf(thread: number): number {
    return this.policy === PRIORITY ? this.services.priority(thread) : 0;
  }

  private firstLevel(): number {
    for (const level of this.levels) if ((this.queues.get(level) as number[]).length > 0) return level;
    return -1;
  }

  private firstOf(queue: readonly number[]): number {
    let best = 0;
    if (this.policy === KERNEL)
      for (let at = 1; at < queue.length; at++)
        if (this.services.before(queue[at], queue[best]) === 1) best = at;
    return best;
  }
}
