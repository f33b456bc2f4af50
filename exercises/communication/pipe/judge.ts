/**
 * The judge of pipes: keeps which byte of the stream lies at which offset, and who sleeps since when, and follows what
 * the submission did. At the first finding that its model cannot follow the walk ends; a wake-up in vain is none.
 */
import { counted } from '../../../simulator/engine/counted';
import { PIPE_END } from '../../../simulator/kernel/communication/channel-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type PipeParameters } from './simulation';

const RULES = ['PI1', 'PI2', 'PI3', 'PI4', 'PI5', 'PI6'] as const;
type Rule = (typeof RULES)[number];
/** How often a case must show what a rule is about. */
const ENOUGH = 3;

interface Call {
  readonly process: number;
  readonly receives: boolean;
  readonly bytes: number;
  done: number;
  /** Bytes in the ring when it was last asked for, and bytes moved since. */
  before: number;
  moved: number;
  wasWoken: boolean;
}

export function judge({ trace, parameters }: JudgeInput<PipeParameters, null>): readonly Check[] {
  return new PipeJudge(parameters.capacity).run(new Events(trace, EVENTS.kinds));
}

class PipeJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  /** By offset: which byte of the stream lies there unread; -1 none. */
  private readonly ring: number[];
  private written = 0;
  private read = 0;
  private readonly calls = new Map<number, Call>();
  /** In the order in which they fell asleep. */
  private asleep: Call[] = [];
  private readonly isClosed = [false, false];
  private isLost = false;
  /** The pipe's last event. */
  private last = 0;

  constructor(private readonly capacity: number) {
    this.ring = new Array<number>(capacity).fill(-1);
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of(
      ...(['transfer-begun', 'goes-on', 'copied', 'copied-out', 'bad-copy'] as const),
      ...(['falls-asleep', 'woken-at', 'transfer-over', 'end-closed'] as const),
    )) {
      this.look(event);
      if (this.isLost) break;
      this.last = event.index;
    }
    if (!this.isLost) this.settle();
    this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private get filled(): number {
    return this.written - this.read;
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    switch (event.name) {
      case 'transfer-begun': {
        this.settle();
        const { process, bytes } = event;
        const receives = event.receives === 1;
        const call = { process, receives, bytes, done: 0, before: this.filled, moved: 0, wasWoken: false };
        this.calls.set(process, call);
        break;
      }
      case 'goes-on': {
        const call = this.calls.get(event.process) as Call;
        call.before = this.filled;
        call.moved = 0;
        call.wasWoken = true;
        break;
      }
      case 'copied':
        this.copyIn(event.index, this.calls.get(event.process) as Call, event.offset, event.bytes);
        break;
      case 'copied-out':
        this.copyOut(event.index, this.calls.get(event.process) as Call, event.offset, event.bytes);
        break;
      case 'bad-copy':
        this.lose(
          'PI2',
          event.index,
          `A copy of ${counted(event.bytes, 'bytes')} at offset ${event.offset} was refused: copyIn belongs to send and copyOut to receive, one byte at least, and no more than the call still has.`,
        );
        break;
      case 'woken-at':
        this.wake(event.index, event.process, event.asleep === 1);
        break;
      case 'falls-asleep':
        this.fallAsleep(event.index, this.calls.get(event.process) as Call);
        break;
      case 'transfer-over':
        this.over(event.index, this.calls.get(event.process) as Call, event.answer);
        break;
      case 'end-closed':
        this.settle();
        this.isClosed[event.end] = true;
        break;
    }
  }

  private copyIn(event: number, call: Call, offset: number, bytes: number): void {
    const { ring, capacity } = this;
    if (offset + bytes > capacity) {
      this.lose(
        'PI2',
        event,
        `${outside(offset, bytes, capacity)}: what goes over the end belongs to the start.`,
      );
      return;
    }
    for (let at = offset; at < offset + bytes; at++) {
      if (ring[at] >= 0) {
        this.lose(
          'PI2',
          event,
          `Byte ${ring[at]} of the stream lies at offset ${at} and was not read yet, but is overwritten: ${this.filled} of ${counted(capacity, 'bytes')} ${this.filled === 1 ? 'was' : 'were'} in the ring.`,
        );
        return;
      }
      ring[at] = this.written++;
    }
    this.count(call, bytes);
    if (this.filled === capacity) this.book.show('PI2');
  }

  private copyOut(event: number, call: Call, offset: number, bytes: number): void {
    const { ring, capacity } = this;
    if (offset + bytes > capacity) {
      this.lose(
        'PI2',
        event,
        `${outside(offset, bytes, capacity)}: what goes over the end lies at the start.`,
      );
      return;
    }
    for (let at = offset; at < offset + bytes; at++) {
      if (ring[at] !== this.read) {
        const what = ring[at] < 0 ? 'no byte that is still to be read' : `byte ${ring[at]} of the stream`;
        const next =
          this.filled === 0
            ? 'the ring is empty'
            : `byte ${this.read} is next, at offset ${ring.indexOf(this.read)}`;
        this.lose(
          'PI1',
          event,
          `Offset ${at} is copied to process ${call.process}: ${what} lies there; ${next}.`,
        );
        return;
      }
      ring[at] = -1;
      this.read++;
    }
    this.count(call, bytes);
    if (this.read > 2 * capacity) this.book.show('PI1');
  }

  private count(call: Call, bytes: number): void {
    call.done += bytes;
    call.moved += bytes;
  }

  private wake(event: number, process: number, isAsleep: boolean): void {
    const call = this.asleep.find((each) => each.process === process);
    if (!isAsleep || call === undefined) {
      this.book.broken('PI5', event, `wake(${process}): process ${process} does not sleep at this pipe.`);
      return;
    }
    const first = this.asleep.find((each) => each.receives === call.receives) as Call;
    if (first !== call)
      this.book.broken(
        'PI5',
        event,
        `Process ${process} is woken, but process ${first.process}, which ${first.receives ? 'reads' : 'writes'} too, has slept longer.`,
      );
    this.asleep = this.asleep.filter((each) => each !== call);
  }

  /** The call waits from now on. */
  private fallAsleep(event: number, call: Call): void {
    const { process, bytes, done, moved, before, receives } = call;
    const { capacity, isClosed } = this;
    const who = `${receives ? 'The read' : 'The write'} of process ${process}`;
    if (receives && before > 0)
      this.lose(
        'PI3',
        event,
        `${who} sleeps, though there was something to read (${counted(before, 'bytes')}): it answers with what there is.`,
      );
    else if (receives && isClosed[PIPE_END.write])
      this.lose(
        'PI6',
        event,
        `${who} sleeps, but nobody can write any more: it is answered 0 (DONE without a copy).`,
      );
    else if (!receives && isClosed[PIPE_END.read])
      this.lose('PI6', event, `${who} sleeps, but nobody can read any more: it is REFUSED.`);
    else if (!receives && done === bytes)
      this.lose(
        'PI3',
        event,
        `${who} sleeps, though all that it writes is in the ring (${counted(bytes, 'bytes')}): it is DONE.`,
      );
    else if (!receives && moved < Math.min(bytes - done + moved, capacity - before))
      this.lose(
        'PI3',
        event,
        `${who} sleeps after ${counted(moved, 'bytes')}, though there was room for ${capacity - before}, and ${bytes - done + moved} were left: a write puts in as much as fits.`,
      );
    else if (call.wasWoken && moved === 0)
      this.book.broken(
        'PI5',
        event,
        `${who} was woken and sleeps again without having moved a byte: it was woken in vain.`,
      );
    this.asleep.push(call);
    this.book.show('PI3');
  }

  private over(event: number, call: Call, answer: number): void {
    const { process, bytes, done, before, moved, receives } = call;
    const who = `${receives ? 'The read' : 'The write'} of process ${process}`;
    if (receives) {
      const due = Math.min(bytes, before);
      const isEnd = this.isClosed[PIPE_END.write];
      if (before > 0 && isEnd && answer <= 0)
        this.lose(
          'PI6',
          event,
          `${who} is answered ${answer}, though the ring still holds ${counted(before, 'bytes')}: the end comes behind them.`,
        );
      else if (before === 0 && isEnd && answer !== 0)
        this.lose(
          'PI6',
          event,
          `${who} is answered ${answer} at the end of the stream: that is told by 0 (DONE without a copy).`,
        );
      else if (before === 0 && !isEnd)
        this.lose(
          'PI3',
          event,
          `${who} is answered ${answer}, but the ring is empty and somebody can still write: it waits.`,
        );
      else if (answer !== due || moved !== due)
        this.lose(
          'PI3',
          event,
          `${who} has room for ${counted(bytes, 'bytes')} and is answered ${answer}, but ${before} were there: it takes ${due}.`,
        );
      else if (before === 0) this.book.show('PI6', ENOUGH);
    } else if (this.isClosed[PIPE_END.read]) {
      if (answer !== -1 || moved > 0)
        this.lose(
          'PI6',
          event,
          `${who} is answered ${answer}, though nobody can read any more: it is REFUSED, without a copy.`,
        );
      else this.book.show('PI6', ENOUGH);
    } else if (answer !== bytes || done !== bytes)
      this.lose(
        'PI3',
        event,
        `${who} of ${counted(bytes, 'bytes')} is answered ${answer} after ${done} were copied: it is DONE when all are in the ring, and waits until then.`,
      );
    if (call.wasWoken && moved > 0) {
      this.book.show('PI4');
      this.book.show('PI5');
    }
  }

  /** All calls that were woken have gone on: whoever sleeps now does so until the next call. */
  private settle(): void {
    const { filled, capacity, isClosed, last } = this;
    for (const { process, receives } of this.asleep) {
      const who = `process ${process}, which ${receives ? 'reads' : 'writes'},`;
      if (isClosed[receives ? PIPE_END.write : PIPE_END.read] && !(receives && filled > 0))
        this.lose(
          'PI6',
          last,
          `Nobody has the ${receives ? 'write' : 'read'} end any more, but ${who} still sleeps: close wakes all that wait.`,
        );
      else if (receives ? filled > 0 : filled < capacity)
        this.lose(
          'PI4',
          last,
          `${filled} of ${counted(capacity, 'bytes')} ${filled === 1 ? 'is' : 'are'} in the ring, but ${who} still sleeps: nobody wakes it.`,
        );
    }
  }

  private lose(rule: Rule, event: number, message: string): void {
    if (!this.isLost) this.book.broken(rule, event, message);
    this.isLost = true;
  }
}

const outside = (offset: number, bytes: number, capacity: number) =>
  `a copy of ${counted(bytes, 'bytes')} at offset ${offset} goes beyond the ring of ${capacity}`;
