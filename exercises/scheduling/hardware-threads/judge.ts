/** Judges who issued from the trace alone: when each line comes, and for how long who is ready is left out. */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type IssueParameters } from './simulation';

const RULES = ['HT1', 'HT2', 'HT3'] as const;
type Event = EventOf<typeof EVENTS.kinds>;
type Issue = Event & { readonly name: 'issue' };
/** Cycles for each hardware thread for which one that is ready may be left out. */
const PATIENCE = 300;
/** The same, until its turn goes before who can issue first. */
const TURN_AFTER = 50;
const SHOWN = 3;

export function judge({ trace, parameters }: JudgeInput<IssueParameters, null>): readonly Check[] {
  return new IssueJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class IssueJudge {
  private readonly book = new RuleBook(RULES);
  private readonly threads: number;
  /** By thread that is not through: when its line comes or came; since when it could issue and did not. */
  private readonly lines = new Map<number, number>();
  private readonly leftOut = new Map<number, number>();
  private choices = 0;
  private ended = 0;
  private turns = 0;

  constructor(private readonly parameters: IssueParameters) {
    const { computing, near, far } = parameters;
    this.threads = computing + near + far;
    for (let thread = 0; thread < this.threads; thread++) {
      this.lines.set(thread, 0);
      this.leftOut.set(thread, 0);
    }
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    if (this.ended === this.threads && this.threads > 1) this.book.kept('HT1');
    if (this.choices >= SHOWN) this.book.kept('HT2');
    if (this.turns >= SHOWN) this.book.kept('HT3');
    return this.book.checks();
  }

  private look(event: Event): void {
    const { lines, leftOut, book } = this;
    switch (event.name) {
      case 'stalled':
        lines.set(event.thread, event.until);
        leftOut.set(event.thread, event.until);
        return;
      case 'ended':
        lines.delete(event.thread);
        leftOut.delete(event.thread);
        this.ended++;
        return;
      case 'refused':
        book.broken(
          'HT1',
          event.index,
          `Cycle ${event.cycle}: next(${event.cycle}) answered ${event.answer}, ${['which is no hardware thread', 'which is through: ended said so', 'which is no whole number'][event.why]}. The run ends. Not through are ${[...lines.keys()].join(', ')}.`,
        );
        return;
      case 'issue':
        this.issue(event);
    }
  }

  private issue(event: Issue): void {
    const { thread, was, cycle } = event;
    const { changeCycles } = this.parameters;
    const startOf = (each: number) =>
      Math.max(cycle + (each === was || was < 0 ? 0 : changeCycles), this.lines.get(each) as number);
    const wasLine = this.lines.get(was);
    const isFree = wasLine !== undefined && wasLine <= cycle;
    const alive = [...this.lines.keys()];
    const leftOutFor = (each: number) =>
      cycle - Math.max(this.leftOut.get(each) as number, this.lines.get(each) as number);
    const hasTurn = thread !== was && leftOutFor(thread) >= TURN_AFTER * this.threads;
    const turnOf = () =>
      thread === was || leftOutFor(thread) < 0
        ? ''
        : `Thread ${thread} has been left out for ${counted(leftOutFor(thread), 'cycles')}: its turn goes first only from ${TURN_AFTER} × ${this.threads} = ${TURN_AFTER * this.threads} on. `;
    if (!isFree && alive.length > 1) {
      const best = alive.reduce((a, b) => (startOf(b) < startOf(a) ? b : a));
      if (startOf(thread) > startOf(best) && !hasTurn)
        this.book.broken(
          'HT2',
          event.index,
          `Cycle ${cycle}: next answered thread ${thread}, which can issue from cycle ${startOf(thread)} on; thread ${best} could from cycle ${startOf(best)} on. ${turnOf()}${this.told(cycle, was)}`,
        );
      if (new Set(alive.map(startOf)).size > 1) this.choices++;
    }
    if (isFree && startOf(thread) > cycle + changeCycles)
      this.book.broken(
        'HT2',
        event.index,
        `Cycle ${cycle}: thread ${was}, which issued, is ready, but next answered thread ${thread}, whose line comes at cycle ${this.lines.get(thread)} only: until then nobody issues. Who is ready makes room for one that can issue when the change is done.`,
      );
    for (const other of alive) {
      const since = this.leftOut.get(other) as number;
      if (other === thread || (this.lines.get(other) as number) > cycle) continue;
      const most = PATIENCE * this.threads;
      if (cycle - since > most)
        this.book.broken(
          'HT3',
          event.index,
          `Cycle ${cycle}: next answered thread ${thread}, but thread ${other} could issue since cycle ${since} and has not: for ${counted(cycle - since, 'cycles')}. With ${this.threads} hardware threads nobody who is ready may be left out for more than ${PATIENCE} × ${this.threads} = ${most}.`,
        );
    }
    if ((isFree || hasTurn) && thread !== was) this.turns++;
    if (isFree) this.leftOut.set(was, cycle);
    this.leftOut.set(thread, cycle);
  }

  private told(cycle: number, was: number): string {
    const { changeCycles } = this.parameters;
    const lines = [...this.lines].map(([thread, line]) =>
      line <= cycle ? `thread ${thread} is ready` : `the line of thread ${thread} comes at cycle ${line}`,
    );
    return `A change takes ${changeCycles} cycles${was < 0 ? '' : `, and thread ${was} issued before`}; ${lines.join(', ')}.`;
  }
}
