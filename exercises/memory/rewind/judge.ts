/**
 * The judge of rewinds: keeps from the recording what the process got, which signals arrived and what its state was,
 * and looks at each rewind up to the first thing in it that differs. What differs behind that is its consequence.
 */
import { counted } from '../../../simulator/engine/counted';
import { isFromOutside } from '../../../simulator/kernel/memory/checkpoints/replay-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type RewindParameters } from './simulation';

const RULES = ['RW1', 'RW2', 'RW3', 'RW4', 'RW5'] as const;
const ENOUGH = 3;
const KINDS = ['CLOCK', 'PACKET', 'FREE_FRAMES', 'WORD', 'STEPS'];

type Kinds = typeof EVENTS.kinds;

export function judge({ trace, parameters }: JudgeInput<RewindParameters, null>): readonly Check[] {
  return new RewindJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class RewindJudge {
  private readonly book = new RuleBook(RULES);
  /** By step: the signals that arrived while the process stood there. */
  private readonly signals = new Map<number, number[]>();
  /** Of the step at which the process stands in a rewind: those that are still to come. */
  private pending: number[] = [];
  /** From here on the rewind is no longer the run that was recorded. */
  private differs = true;
  private asksOutside = false;
  /** Steps done again by the rewind; and where the process stands, or began the step under way. */
  private replayed = 0;
  private at = 0;

  constructor(private readonly parameters: RewindParameters) {}

  run(events: Events<Kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    // Who rewinds nothing has not shown that its record is good for anything.
    if (this.book.timesShown('RW3') >= ENOUGH) this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private look(event: EventOf<Kinds>): void {
    const { book } = this;
    const { index } = event;
    switch (event.name) {
      case 'signal':
        this.signals.set(event.step, [...(this.signals.get(event.step) ?? []), event.signal]);
        return;
      case 'asked':
        if (event.given === event.answer) book.show('RW1');
        else
          book.broken(
            'RW1',
            index,
            `asked(${KINDS[event.kind]}) answers ${event.given}, but the kernel has ${event.answer}: a process that is recorded gets what it would get otherwise. Answer what answer() says.`,
          );
        return;
      case 'opened':
        this.standAt(this.parameters.steps);
        this.differs = false;
        return;
      case 'rewind':
        this.replayed = 0;
        return;
      case 'restored':
        this.standAt(event.step);
        this.differs = false;
        return;
      case 'delivered':
        this.delivered(event);
        return;
      case 'outside':
        this.asksOutside = true;
        if (this.differs) return;
        book.broken(
          'RW5',
          index,
          `${KINDS[event.kind]} is asked of the machine again while the process is rewound: what comes is of now (${event.answer}), and a packet that is taken now is missing later. Take from the log what came then.`,
        );
        return;
      case 'replied':
        this.replied(event.index, event.kind, event.given, event.given);
        return;
      case 'replied-otherwise':
        this.replied(event.index, event.kind, event.given, event.then);
        return;
      case 'again':
        this.stepped(event.index, event.step, true);
        return;
      case 'again-otherwise':
        this.stepped(event.index, event.step, false);
        return;
      case 'stands':
        this.stands(event);
        return;
      case 'endless':
        book.broken(
          'RW2',
          index,
          `rewind(${event.wanted}): ${counted(event.steps, 'steps')} done again, and next() still answers 1. It answers 0 when now() is the step that was asked for.`,
        );
    }
  }

  private standAt(step: number): void {
    this.at = step;
    this.pending = [...(this.signals.get(step) ?? [])];
  }

  private delivered({ index, signal, step }: EventOf<Kinds, 'delivered'>): void {
    if (this.differs) return;
    const expected = this.pending.shift();
    if (expected === signal) {
      this.book.show('RW4');
      return;
    }
    this.differs = true;
    const then = this.signals.get(step) ?? [];
    this.book.broken(
      'RW4',
      index,
      `Signal ${signal} is delivered after ${counted(step, 'steps')}, but ${
        then.length === 0
          ? `${this.whenArrived(signal)}no signal arrived there`
          : `there arrived ${then.join(', ')}, in this order and each once`
      }.`,
    );
  }

  /** What is wrong with a signal that did not arrive there, as the beginning of a sentence. */
  private whenArrived(signal: number): string {
    return [...this.signals.values()].some((signals) => signals.includes(signal))
      ? 'it arrived at other steps: '
      : '';
  }

  /** The process does its next step: all signals must have come. */
  private missSignals(index: number, step: number): void {
    if (this.differs || this.pending.length === 0) return;
    this.differs = true;
    this.book.broken(
      'RW4',
      index,
      `Signal ${this.pending[0]} arrived after ${counted(step, 'steps')}, before the next one, and is not delivered there now. Deliver it before next() answers 1.`,
    );
  }

  private replied(index: number, kind: number, given: number, then: number): void {
    const { asksOutside } = this;
    this.asksOutside = false;
    if (this.differs) return;
    if (this.pending.length > 0) {
      this.missSignals(index, this.at);
      return;
    }
    if (isFromOutside(kind) && !asksOutside) this.book.show('RW5');
    if (given === then) return;
    this.differs = true;
    // That it is asked again is told already, by RW5.
    if (asksOutside) return;
    this.book.broken(
      'RW3',
      index,
      `Step ${this.at} is done again and asks for ${KINDS[kind]}: it gets ${given}, but then it got ${then}. ${
        isFromOutside(kind)
          ? 'This comes from outside: it must be in the log, and each entry be read when its request comes'
          : 'This follows from the state: answer() has it, and no log is needed'
      }. From here on the state differs.`,
    );
  }

  private stepped(index: number, step: number, isSame: boolean): void {
    this.replayed++;
    if (step > this.parameters.steps) this.differs = true;
    this.missSignals(index, step - 1);
    if (!this.differs && !isSame) {
      this.differs = true;
      this.book.broken('RW3', index, `After ${counted(step, 'steps')} the state is not what it was then.`);
    }
    this.standAt(step);
  }

  private stands({ index, step, wanted, hash, then }: EventOf<Kinds, 'stands'>): void {
    const { book } = this;
    if (step !== wanted) {
      book.broken(
        'RW2',
        index,
        `rewind(${wanted}) ends, and the process stands after ${counted(step, 'steps')}. next() answers 0 when now() is ${wanted}, not before and not later.`,
      );
      return;
    }
    book.show('RW2');
    if (this.differs) return;
    if (hash !== then)
      book.broken(
        'RW3',
        index,
        `The process stands after ${counted(step, 'steps')} and has handled a signal that arrived there: the state wanted is that before. Deliver it when the next step is to be done.`,
      );
    else if (this.replayed > 0) book.show('RW3');
  }
}
