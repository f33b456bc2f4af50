// All that a thread ever computed, as running sums: the window is a difference of two of them.
import type { Scheduler, Services } from '../contract';

class Thread {
  private readonly sums = [0];
  /** While it waits, as how many-th it came; -1 otherwise. */
  turn = -1;

  constructor(public estimate: number) {}

  computed(cycles: number, window: number): void {
    const before = this.sums[this.sums.length - 1];
    this.sums.push(before + cycles);
    const last = this.sums.length - 1;
    const from = last > window ? last - window : 0;
    const total = this.sums[last] - this.sums[from];
    this.estimate = (total - (total % (last - from))) / (last - from);
  }
}

export class ShortestJob implements Scheduler {
  private readonly threads: Thread[];
  private turns = 0;
  private waiting = 0;

  constructor(
    _services: Services,
    _cores: number,
    maxThreads: number,
    private readonly window: number,
    firstEstimate: number,
  ) {
    this.threads = Array.from({ length: maxThreads }, () => new Thread(firstEstimate));
  }

  enqueue(thread: number): void {
    this.threads[thread].turn = this.turns++;
    this.waiting++;
  }

  pickNext(): number {
    if (this.waiting === 0) return -1;
    this.waiting--;
    let best: Thread | undefined;
    let answer = -1;
    for (let id = 0; id < this.threads.length; id++) {
      const each = this.threads[id];
      if (each.turn < 0) continue;
      if (
        best === undefined ||
        each.estimate < best.estimate ||
        (each.estimate === best.estimate && each.turn < best.turn)
      ) {
        best = each;
        answer = id;
      }
    }
    if (best !== undefined) best.turn = -1;
    return answer;
  }

  burstEnded(thread: number, cycles: number): void {
    this.threads[thread].computed(cycles, this.window);
  }

  estimate(thread: number): number {
    return this.threads[thread].estimate;
  }
}
