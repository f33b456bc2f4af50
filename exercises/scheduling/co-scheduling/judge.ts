/** Judges pairs from the trace alone: who ran once in each round, and how each missed in its last quantum. */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type CoSchedulingParameters, EVENTS } from './simulation';

const RULES = ['CS1', 'CS2', 'CS3'] as const;
type Event = EventOf<typeof EVENTS.kinds>;
const MOST_LISTED = 16;
const SHOWN = 3;
const SLOTS_A_CORE = 2;

export function judge({ trace, parameters }: JudgeInput<CoSchedulingParameters, null>): readonly Check[] {
  const { computing, waiting, between } = parameters;
  return new PairsJudge(computing + waiting + between).run(new Events(trace, EVENTS.kinds));
}

class PairsJudge {
  private readonly book = new RuleBook(RULES);
  /** By thread: misses in a million instructions, in its last quantum. */
  private readonly rates: number[];
  /** As they were when the round began. */
  private known: readonly number[] = [];
  private round = 0;
  private first = -1;
  private mixed = 0;
  private rounds = 0;
  private extremes = 0;

  constructor(private readonly threads: number) {
    this.rates = new Array<number>(threads).fill(0);
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    if (this.rounds >= 1) this.book.kept('CS1');
    if (this.mixed >= SHOWN) this.book.kept('CS2');
    if (this.extremes >= 1) this.book.kept('CS3');
    return this.book.checks();
  }

  private look(event: Event): void {
    switch (event.name) {
      case 'round':
        this.known = [...this.rates];
        this.round = event.round;
        if (event.round > 0) this.rounds++;
        return;
      case 'pick':
        if (event.slot % SLOTS_A_CORE === 0) this.first = event.thread;
        else this.pair(event, this.first, event.thread);
        return;
      case 'ran':
        this.rates[event.thread] =
          event.instructions === 0 ? 0 : Math.floor((event.misses * 1_000_000) / event.instructions);
        return;
      case 'refused':
        this.book.broken(
          'CS1',
          event.index,
          [
            `pick(${event.slot}) answered ${event.answer}, but threads have the numbers 0 to ${this.threads - 1}. The run ends.`,
            `pick(${event.slot}) answered thread ${event.answer}, which has had its quantum in round ${this.round} already. Each thread runs once in a round. The run ends.`,
            `pick(${event.slot}) answered no whole number. The run ends.`,
          ][event.why] as string,
        );
    }
  }

  private pair(event: Event & { readonly name: 'pick' }, a: number, b: number): void {
    // Of two threads there is one pair: it shows nothing.
    if (this.round === 0 || this.threads === SLOTS_A_CORE) return;
    const sorted = this.known.toSorted((x, y) => y - x);
    const half = this.threads / 2;
    const [lowestHigh, highestLow] = [sorted[half - 1], sorted[half]];
    const told = `\nMisses in a million instructions, most first: ${this.listed(a, b)}.`;
    const pair = `Threads ${a} and ${b} share core ${event.slot >> 1}`;
    const most = sorted[0];
    const least = sorted[this.threads - 1];
    if (lowestHigh > highestLow) {
      const isHigh = (thread: number) => this.known[thread] >= lowestHigh;
      if (isHigh(a) === isHigh(b))
        this.book.broken(
          'CS2',
          event.index,
          `${pair}, but in their last quanta both belonged to the half that missed ${isHigh(a) ? 'more' : 'less'}: ${isHigh(a) ? 'they wait together' : 'they want the pipeline at once'}. Put one of each half together.${told}`,
        );
      else this.mixed++;
    }
    const isMost = (thread: number) => this.known[thread] === most;
    if (most > sorted[1] && least < sorted[this.threads - 2] && (isMost(a) || isMost(b))) {
      const other = isMost(a) ? b : a;
      if (this.known[other] !== least)
        this.book.broken(
          'CS3',
          event.index,
          `${pair}. Thread ${isMost(a) ? a : b} missed most of all in its last quantum; thread ${this.known.indexOf(least)}, which missed least, is to be with it.${told}`,
        );
      else this.extremes++;
    }
  }

  private listed(a: number, b: number): string {
    const order = this.known
      .map((_, thread) => thread)
      .sort((x, y) => this.known[y] - this.known[x] || x - y);
    const shown = order.filter((thread, place) => place < MOST_LISTED || thread === a || thread === b);
    return shown.map((thread) => `thread ${thread}: ${this.known[thread]}`).join(', ');
  }
}
