/** Follows one schedule, once: for replaying and for shrinking. It is left where it ends or asks for a process that cannot go. */
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

  choose(_system: ConcurrentSystem, enabled: number): number {
    const process = this.processes[this.step];
    return process !== undefined && (enabled & (1 << process)) !== 0 ? process : REDUNDANT;
  }

  performed(): void {
    this.step++;
  }
}
