/**
 * Who waits for a core at the moment of an event, by the rules: level by level, longest waiting first. Levels are
 * those that the policy reports; without any there is one queue. No drawing here.
 *
 *      ready                            to the end of the queue of its level
 *      dispatch, exit                   out of it
 *      level                            to the end of the other level's queue; after a listing (a boost) all that move
 *                                       line up as they stood before it, or, where threads have priorities (ageing),
 *                                       by how long they have waited
 *      estimate                         to where the queue is in order of estimates, of equals by arrival
 *      remaining                        to where it is in order of what threads have left, of equals by number
 *      core-node                        there is a queue for each core, and one behind for new threads: `ready` puts a
 *                                       thread into that of the core that it ran on last
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace, TraceEvent } from '../../../simulator/engine/trace';
import { SteppedModel } from './stepped-model';

export interface Waiting {
  /** Threads by level, the one that is due first. */
  readonly queues: readonly (readonly number[])[];
  /** Who came and who left by this event. */
  readonly came: readonly number[];
  readonly left: readonly number[];
  /** Where the policy reports levels. */
  readonly hasLevels: boolean;
  /** By this event a thread left the queue of one core for another core. */
  readonly moved: { readonly from: number; readonly to: number } | undefined;
  /** The nodes of cores, and of the memory of threads, where they are told. */
  readonly nodes: readonly number[];
  readonly homes: ReadonlyMap<number, number>;
  /** Cycles by thread, where the order goes by them. */
  readonly cycles: ReadonlyMap<number, number>;
  /** The core that the policy is asked about in this event. */
  readonly asks: number | undefined;
  /** Who has waited longest, and since which event. */
  readonly longest: { readonly thread: number; readonly since: number } | undefined;
}

/** Events in which a core asks: whom to run, or whether to go on. */
const ASKS: ReadonlySet<string> = new Set(['dispatch', 'idle', 'bad-pick', 'tick']);

export class WaitingModel extends SteppedModel<Waiting> {
  private queues: number[][] = [];
  private readonly levels = new Map<number, number>();
  /** Of the threads that waited when the policy was last asked for all levels: their place in the order. */
  private readonly places = new Map<number, number>();
  /** By thread: as how many-th it began to wait. */
  private readonly arrivals = new Map<number, number>();
  private readonly cycles = new Map<number, number>();
  private readonly nodes: number[] = [];
  private readonly homes = new Map<number, number>();
  private moved: Waiting['moved'];
  private came: number[] = [];
  private left: number[] = [];
  private hasLevels = false;
  private asks: Waiting['asks'];
  /** Of several that reach a level at once, those that have waited longest line up first. */
  private readonly haveAges: boolean;

  constructor(trace: Trace) {
    super(trace);
    this.haveAges = trace.kinds.some((kind) => kind.name === 'priority');
  }

  protected override now(): Waiting {
    const { queues, came, left, hasLevels, moved, asks } = this;
    return {
      ...{ came, left, hasLevels, moved, asks, longest: this.longest(), cycles: new Map(this.cycles) },
      ...{ nodes: [...this.nodes], homes: new Map(this.homes) },
      queues: queues.map((queue) => [...queue]),
    };
  }

  protected override restart(): void {
    this.queues = [];
    this.levels.clear();
    this.places.clear();
    this.arrivals.clear();
    this.cycles.clear();
    this.nodes.length = 0;
    this.homes.clear();
    this.hasLevels = false;
  }

  protected override apply(event: TraceEvent, index: number): void {
    this.came = [];
    this.left = [];
    this.moved = undefined;
    this.asks = ASKS.has(event.kind.name) ? fieldOf(event, 'core') : undefined;
    const thread = fieldOf(event, 'thread') ?? -1;
    switch (event.kind.name) {
      case 'ready':
        this.places.clear();
        this.arrivals.set(thread, index);
        this.queue(this.levels.get(thread) ?? this.nodes.length).push(thread);
        for (const report of this.reportsAfter(index, thread)) this.adopt(report);
        this.came = [thread];
        break;
      case 'dispatch':
      case 'exit':
        if (this.takeOut(thread)) this.left.push(thread);
        if (event.kind.name === 'dispatch' && this.nodes.length > 0)
          this.follow(thread, fieldOf(event, 'core') ?? 0);
        break;
      case 'core-node':
        this.nodes[fieldOf(event, 'core') ?? 0] = fieldOf(event, 'node') ?? 0;
        break;
      case 'home':
        this.homes.set(thread, fieldOf(event, 'node') ?? 0);
        break;
      case 'listing':
        this.places.clear();
        for (const each of this.inOrder()) this.places.set(each, this.places.size);
        break;
      default:
        this.adopt(event);
    }
  }

  private longest(): Waiting['longest'] {
    let longest: Waiting['longest'];
    for (const thread of this.queues.flat()) {
      const since = this.arrivals.get(thread) ?? 0;
      if (longest === undefined || since < longest.since) longest = { thread, since };
    }
    return longest;
  }

  /** From now on the thread waits in the queue of this core. */
  private follow(thread: number, to: number): void {
    const from = this.levels.get(thread);
    if (from !== undefined && from !== to) this.moved = { from, to };
    this.levels.set(thread, to);
  }

  /** What the policy, or who made the threads, says of one. */
  private adopt(event: TraceEvent): void {
    const thread = fieldOf(event, 'thread') ?? -1;
    switch (event.kind.name) {
      case 'level':
        this.hasLevels = true;
        this.move(thread, fieldOf(event, 'level') ?? 0);
        break;
      case 'estimate':
        this.sortIn(thread, fieldOf(event, 'cycles') ?? 0, () => 0);
        break;
      case 'remaining':
        this.sortIn(thread, fieldOf(event, 'cycles') ?? 0, (one, other) => one - other);
    }
  }

  /** @param ofEquals below 0: `one` goes before `other`. */
  private sortIn(thread: number, cycles: number, ofEquals: (one: number, other: number) => number): void {
    this.cycles.set(thread, cycles);
    if (!this.takeOut(thread)) return;
    const queue = this.queue(0);
    const behind = queue.findIndex((other) => {
      const there = this.cycles.get(other) ?? 0;
      return there > cycles || (there === cycles && ofEquals(thread, other) < 0);
    });
    queue.splice(behind < 0 ? queue.length : behind, 0, thread);
    this.came.push(thread);
  }

  /** In which order those that wait line up on a level that several of them reach at once. */
  private inOrder(): number[] {
    const all = this.queues.flat();
    const came = (thread: number) => this.arrivals.get(thread) ?? 0;
    return this.haveAges ? all.sort((a, b) => came(a) - came(b)) : all;
  }

  private move(thread: number, level: number): void {
    const waits = this.takeOut(thread);
    this.levels.set(thread, level);
    const queue = this.queue(level);
    if (!waits) return;
    const place = this.places.get(thread);
    const behind =
      place === undefined ? -1 : queue.findIndex((other) => (this.places.get(other) ?? 0) > place);
    queue.splice(behind < 0 ? queue.length : behind, 0, thread);
    this.came.push(thread);
  }

  private takeOut(thread: number): boolean {
    for (const queue of this.queues) {
      const at = queue.indexOf(thread);
      if (at < 0) continue;
      queue.splice(at, 1);
      return true;
    }
    return false;
  }

  /** Levels come from traces: absurd ones are counted with the last. */
  private queue(level: number): number[] {
    const number = Math.max(0, Math.min(level, MOST_LEVELS - 1));
    while (this.queues.length <= number) this.queues.push([]);
    return this.queues[number];
  }
}

const MOST_LEVELS = 256;
