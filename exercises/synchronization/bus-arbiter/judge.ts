/**
 * The judge of the arbiter. It keeps, beside the trace, who waits for which memory and which paths are taken, and
 * follows what the arbiter did: whose turn it is goes by whom it granted last.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type ArbiterParameters, EVENTS } from './simulation';

const RULES = ['BA1', 'BA2', 'BA3', 'BA4'] as const;
type Rule = (typeof RULES)[number];
const EARLIER = ['BA1', 'BA2', 'BA3'] as const;
type Event<Name extends (typeof EVENTS.kinds)[number]['name']> = EventOf<typeof EVENTS.kinds, Name>;

/** Times that something must have happened, so that a rule about it counts as kept. */
const ENOUGH = 3;

export function judge({ trace, parameters }: JudgeInput<ArbiterParameters, null>): readonly Check[] {
  return new ArbiterJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class ArbiterJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  /** By core: the memory, and since when it waits. */
  private readonly waiting = new Map<number, { readonly memory: number; readonly since: number }>();
  /** By path: the core on it, and the one that was granted it last. */
  private readonly on = new Map<number, number>();
  private readonly last = new Map<number, number>();
  private cycle = 0;
  private outOfTurn: { event: number; message: string } | undefined;

  constructor(private readonly parameters: ArbiterParameters) {}

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    const { book } = this;
    for (const event of events.of()) {
      if (event.cycle > this.cycle) this.lookForIdlePaths(event.index);
      this.cycle = event.cycle;
      switch (event.name) {
        case 'requests':
          this.waiting.set(event.core, { memory: event.memory, since: event.cycle });
          break;
        case 'begins':
          this.begins(event);
          break;
        case 'ends':
          this.on.delete(this.pathOf(event.memory));
          break;
        case 'refused':
          book.broken('BA1', event.index, this.refusal(event));
          return this.checks();
        case 'collides':
          book.broken('BA2', event.index, this.collision(event));
          return this.checks();
        case 'stops':
          this.lookForIdlePaths(event.index);
          break;
      }
    }
    return this.checks();
  }

  private checks(): readonly Check[] {
    const { book, outOfTurn } = this;
    this.book.keepShown(ENOUGH);
    // Whose turn it is means nothing where it is on the wrong path, or somebody was passed over.
    if (EARLIER.some((rule) => book.isBroken(rule))) book.withhold('BA4');
    else if (outOfTurn !== undefined) book.broken('BA4', outOfTurn.event, outOfTurn.message);
    return book.checks();
  }

  private begins({ core, memory, index, cycle }: Event<'begins'>): void {
    const { waiting, parameters } = this;
    const path = this.pathOf(memory);
    const rivals = [...waiting].filter(([, each]) => this.pathOf(each.memory) === path).map(([each]) => each);
    const from = ((this.last.get(path) ?? -1) + 1) % parameters.cores;
    const distance = (each: number) => (each - from + parameters.cores) % parameters.cores;
    const [turn] = rivals.toSorted((a, b) => distance(a) - distance(b));
    this.book.show('BA1');
    if (rivals.length > 1) this.book.show('BA4');
    if (turn !== core)
      this.outOfTurn ??= {
        event: index,
        message: `Cycle ${cycle}: core ${core} is granted ${this.nameOf(path)}, but it is core ${turn}'s turn: ${
          this.last.has(path)
            ? `core ${this.last.get(path)} was granted it last`
            : 'nobody was granted it before'
        }, so that core ${from} comes first, then the next ones round.\nWaiting for it: ${rivals
          .toSorted((a, b) => a - b)
          .map((each) => `core ${each} since cycle ${waiting.get(each)?.since}`)
          .join(', ')}.`,
      };
    const since = waiting.get(core)?.since ?? cycle;
    if (since < cycle) this.book.show('BA2');
    if (since === cycle || this.on.size > 0) this.book.show('BA3');
    waiting.delete(core);
    this.on.set(path, core);
    this.last.set(path, core);
  }

  /** At the end of a cycle: nobody waits for a path that is free. */
  private lookForIdlePaths(event: number): void {
    for (const [core, { memory, since }] of this.waiting) {
      const path = this.pathOf(memory);
      if (this.on.has(path)) continue;
      const others = [...this.on].map(([other]) => this.nameOf(other));
      this.book.broken(
        'BA3',
        event,
        `After cycle ${this.cycle} core ${core} waits for ${this.nameOf(path)} (since cycle ${since}), which is free${
          others.length === 0 ? '' : `: only ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} taken`
        }. Grant every path that is free before you answer that there is nobody.`,
      );
    }
  }

  private refusal({ answer }: Event<'refused'>): string {
    const { cores } = this.parameters;
    return answer >= cores
      ? `granted() answered ${answer}; cores have the numbers 0 to ${cores - 1}.`
      : `granted() answered core ${answer}, which does not wait: its access ${[...this.on.values()].includes(answer) ? 'is in flight' : 'is over, or it has not asked for one'}.`;
  }

  private collision({ core, memory, other, busy }: Event<'collides'>): string {
    return this.parameters.path === 'bus'
      ? `Core ${core} is granted an access to memory ${memory} while core ${other}'s access to memory ${busy} is in flight: on a bus there is one at a time, to whichever memory.`
      : `Core ${core} is granted an access to memory ${memory} while core ${other}'s access to it is in flight: a memory takes one at a time.`;
  }

  private pathOf(memory: number): number {
    return this.parameters.path === 'bus' ? 0 : memory;
  }

  private nameOf(path: number): string {
    return this.parameters.path === 'bus' ? 'the bus' : `memory ${path}`;
  }
}
