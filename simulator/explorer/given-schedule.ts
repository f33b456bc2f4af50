/**
 * Follows one schedule, once: for replaying. It is left where it ends or asks for a process that cannot go. One
 * that waits can: it looks in vain.
 */
import type { ConcurrentSystem } from './concurrent-system';
import { REDUNDANT, type Strategy } from './strategy';

export class GivenSchedule implements Strategy {
  readonly exhaustive = false;
  private begun = false;
  private step = 0;

  constructor(private readonly processes: readonly number[]) {}

  begin(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
  }

  choose(system: ConcurrentSystem): number {
    return this.insists(system) ? this.processes[this.step] : REDUNDANT;
  }

  insists(system: ConcurrentSystem): boolean {
    return this.step < this.processes.length && system.able(this.processes[this.step]);
  }

  performed(): void {
    this.step++;
  }
}
