/**
 * Probabilistic concurrency testing: random priorities with a few random points where the running process drops
 * to the lowest. A bug of depth d (one that needs d ordering constraints) in n processes and k steps is hit in
 * one execution with probability at least 1 / (n * k^(d-1)).
 *
 * Source: S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A randomized scheduler with probabilistic
 * guarantees of finding bugs", ASPLOS 2010.
 */
import type { Random } from '../engine/random';
import type { ConcurrentSystem } from './concurrent-system';
import { lowestBit, type Strategy } from './strategy';

export class RandomPriorities implements Strategy {
  readonly exhaustive = false;
  private priorities: number[] = [];
  private changes: number[] = [];
  private step = 0;
  private longest: number;
  private left: number;

  /**
   * @param depth d: ordering constraints that the bug needs; 1 or more.
   * @param expectedSteps k: a guess; the longest execution seen replaces it.
   */
  constructor(
    private readonly system: ConcurrentSystem,
    private readonly random: Random,
    executions: number,
    private readonly depth = 3,
    expectedSteps = 16,
  ) {
    this.left = executions;
    this.longest = expectedSteps;
  }

  begin(): boolean {
    if (this.left === 0) return false;
    this.left--;
    this.longest = Math.max(this.longest, this.step);
    this.step = 0;
    const order = Array.from({ length: this.system.processes }, (_, process) => process);
    // Below the first priorities there is one place for each change, the earliest change the highest.
    this.priorities = this.random.shuffled(order).map((rank) => rank + this.depth);
    this.changes = Array.from({ length: this.depth - 1 }, () => this.random.below(this.longest));
    return true;
  }

  choose(_system: ConcurrentSystem, enabled: number): number {
    for (let change = 0; change < this.changes.length; change++)
      if (this.changes[change] === this.step) this.priorities[this.highest(enabled)] = change;
    return this.highest(enabled);
  }

  performed(): void {
    this.step++;
  }

  private highest(enabled: number): number {
    let best = lowestBit(enabled);
    for (let rest = enabled; rest !== 0; rest &= rest - 1) {
      const process = lowestBit(rest);
      if (this.priorities[process] > this.priorities[best]) best = process;
    }
    return best;
  }
}
