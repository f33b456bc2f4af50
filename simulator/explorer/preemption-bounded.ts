/**
 * Every schedule with at most so many context switches, shallow ones first to reach: for programs with too many
 * interleavings to try them all, since most bugs need very few switches.
 *
 * `count: 'preemptions'` counts only switches away from a thread that could have gone on, as CHESS does;
 * `count: 'switches'` counts every change of the running thread, which is what a shortest counterexample wants.
 * Steps of store buffers count as neither. No reduction is combined with the bound: together they would miss
 * schedules within it (Coons, Musuvathi & McKinley, OOPSLA 2013).
 *
 * Source: M. Musuvathi, S. Qadeer, "Iterative context bounding for systematic testing of multithreaded
 * programs", PLDI 2007.
 */
import type { ConcurrentSystem } from './concurrent-system';
import { lowestBit, REDUNDANT, type Strategy } from './strategy';

export class PreemptionBounded implements Strategy {
  /** All within the bound is not all there is. */
  readonly exhaustive = false;
  private readonly left: Int32Array;
  private readonly chosen: Int32Array;
  private depth = 0;
  private prefix = 0;
  private started = false;
  private running = -1;
  private used = 0;

  constructor(
    private readonly system: ConcurrentSystem,
    /** An execution is left after so many steps; may be lowered between executions. */
    public maximumSteps: number,
    readonly bound: number,
    readonly count: 'preemptions' | 'switches' = 'preemptions',
  ) {
    this.left = new Int32Array(maximumSteps);
    this.chosen = new Int32Array(maximumSteps);
  }

  begin(): boolean {
    if (this.started && !this.backUp()) return false;
    this.started = true;
    this.depth = 0;
    this.running = -1;
    this.used = 0;
    return true;
  }

  choose(_system: ConcurrentSystem, enabled: number): number {
    const at = this.depth;
    if (at >= this.maximumSteps) return REDUNDANT;
    if (at >= this.prefix) {
      const allowed = this.allowed(enabled);
      if (allowed === 0) return REDUNDANT;
      const stays = this.running >= 0 && (allowed & (1 << this.running)) !== 0;
      this.chosen[at] = stays ? this.running : lowestBit(allowed);
      this.left[at] = allowed & ~(1 << this.chosen[at]);
    }
    const process = this.chosen[at];
    if (this.switches(process, enabled)) this.used++;
    if (process < this.system.threads) this.running = process;
    return process;
  }

  performed(): void {
    this.depth++;
  }

  private allowed(enabled: number): number {
    let allowed = 0;
    for (let rest = enabled; rest !== 0; rest &= rest - 1) {
      const process = lowestBit(rest);
      if (!this.switches(process, enabled) || this.used < this.bound) allowed |= 1 << process;
    }
    return allowed;
  }

  private switches(process: number, enabled: number): boolean {
    if (process >= this.system.threads || this.running < 0 || process === this.running) return false;
    return this.count === 'switches' || (enabled & (1 << this.running)) !== 0;
  }

  private backUp(): boolean {
    for (let at = this.depth - 1; at >= 0; at--) {
      if (this.left[at] === 0) continue;
      this.chosen[at] = lowestBit(this.left[at]);
      this.left[at] &= ~(1 << this.chosen[at]);
      this.prefix = at + 1;
      return true;
    }
    return false;
  }
}
