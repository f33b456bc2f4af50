/**
 * Which thread each core has at the moment of an event, and the number by which it is compared with those that wait: its
 * level, its virtual runtime, or what it has left to compute. No drawing here.
 *
 *      dispatch                        the core has the thread
 *      preempt, yield, block, exit     it has none
 *      claim                           it is to make room for another one, until it has that or the next
 *      remaining, left                 what a thread has left; less by each cycle of user mode (run, until the core's next
 *                                      interrupt or trap)
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { TraceEvent } from '../../../simulator/engine/trace';
import { SteppedModel } from './stepped-model';

/** More than any machine has: a trace is not always of one of ours. */
export const MOST_CORES = 256;

export interface OnCore {
  readonly thread: number | undefined;
  readonly number: number | undefined;
  /** The policy wants it to make room for these, one after the other; for one, if it remembers what it said. */
  readonly makesRoomFor: readonly number[];
  /** By this event. */
  readonly changed: boolean;
}

interface Core {
  thread: number | undefined;
  makesRoomFor: readonly number[];
  /** Since which cycle it is in user mode; undefined while it is not. */
  userSince: number | undefined;
}

export class OnCoresModel extends SteppedModel<readonly OnCore[]> {
  private cores: Core[] = [];
  private readonly numbers = new Map<number, number>();
  private changed: number | undefined;

  protected override restart(): void {
    this.cores = [];
    this.numbers.clear();
  }

  protected override now(index: number): readonly OnCore[] {
    const cycle = this.trace.cycleAt(index);
    return this.cores.map(({ thread, makesRoomFor, userSince }, core) => {
      const number = thread === undefined ? undefined : this.numbers.get(thread);
      const isLess = number !== undefined && userSince !== undefined && this.counts;
      return {
        ...{ thread, makesRoomFor, changed: core === this.changed },
        number: isLess ? Math.max(0, number - (cycle - userSince)) : number,
      };
    });
  }

  protected override apply(event: TraceEvent, index: number): void {
    this.changed = undefined;
    const { cycle, kind } = event;
    const number = fieldOf(event, 'core') ?? -1;
    const thread = fieldOf(event, 'thread') ?? -1;
    const cycles = fieldOf(event, 'cycles') ?? 0;
    if (kind.name === 'machine')
      this.cores = Array.from({ length: Math.min(fieldOf(event, 'cores') ?? 0, MOST_CORES) }, () => ({
        ...{ thread: undefined, makesRoomFor: [], userSince: undefined },
      }));
    const core = this.cores[number];
    switch (kind.name) {
      case 'level':
        this.numbers.set(thread, fieldOf(event, 'level') ?? 0);
        break;
      case 'virtual-runtime':
      case 'remaining':
        this.numbers.set(thread, cycles);
        break;
      case 'left':
        this.numbers.set(thread, cycles);
        if (core?.thread === thread && core.userSince !== undefined) core.userSince = cycle;
        this.changed = number;
        break;
      case 'ready':
        for (const report of this.reportsAfter(index, thread))
          if (report.kind.name === 'claim') this.claim(report);
        break;
      case 'claim':
        this.claim(event);
        break;
      case 'run':
        if (core !== undefined) core.userSince = cycle;
        break;
      case 'interrupt':
      case 'trap':
        if (core !== undefined) this.stop(core, cycle);
        break;
      case 'dispatch':
      case 'idle':
        if (core === undefined) break;
        core.thread = kind.name === 'dispatch' ? thread : undefined;
        core.makesRoomFor = [];
        this.changed = number;
        break;
      case 'preempt':
      case 'yield':
      case 'block':
      case 'exit':
        if (core === undefined) break;
        core.thread = undefined;
        this.changed = number;
    }
  }

  /** Told with the thread that came, and by an event of its own. */
  private claim(event: TraceEvent): void {
    const thread = fieldOf(event, 'thread') ?? -1;
    const number = fieldOf(event, 'core') ?? -1;
    const core = this.cores[number];
    if (core === undefined || (core.thread === undefined && core.makesRoomFor.length === 0)) return;
    if (core.makesRoomFor.at(-1) !== thread) core.makesRoomFor = [...core.makesRoomFor, thread];
    this.changed = number;
  }

  private stop(core: Core, cycle: number): void {
    const { thread, userSince } = core;
    core.userSince = undefined;
    if (thread === undefined || userSince === undefined || !this.counts) return;
    const number = this.numbers.get(thread);
    if (number !== undefined) this.numbers.set(thread, Math.max(0, number - (cycle - userSince)));
  }

  /** Whether numbers are what threads have left. */
  private get counts(): boolean {
    return this.trace.kinds.some((kind) => kind.name === 'remaining');
  }
}
