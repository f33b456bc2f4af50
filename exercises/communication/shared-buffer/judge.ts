/**
 * The judge of buffers in shared memory. Whether a buffer is full or empty may change while a call is under way: an
 * answer is wrong only if it was wrong all the time from the beginning of the call to its end. What is read says by
 * itself what it is. After a message that is not the one that was due nothing more of the case is judged.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { hexadecimal } from '../../processes/process-words';
import { type BufferParameters, EVENTS, type ProgramName, programName } from './simulation';

const RULES = ['SB1', 'SB2', 'SB3', 'SB4', 'SB5', 'SB6', 'SB7'] as const;
type Rule = (typeof RULES)[number];
type Kinds = typeof EVENTS.kinds;

const ENOUGH = 3;
/** Create and attach. */
const SETUP_CALLS = 2;
/** Words that a call may look at and change beside those of the message. */
const MOST_LOADS = 6;
const MOST_STORES = 4;
const COPIES: readonly ProgramName[] = ['send', 'receive'];
const PUTS: readonly ProgramName[] = ['send', 'publish'];
const ASKS_FOR_ROOM: readonly ProgramName[] = ['send', 'reserve'];
const FREES: readonly ProgramName[] = ['receive', 'release'];
const ASKS_FOR_MESSAGE: readonly ProgramName[] = ['receive', 'peek'];

export const judge = ({ trace, parameters }: JudgeInput<BufferParameters, null>): readonly Check[] =>
  new BufferJudge(parameters).run(new Events(trace, EVENTS.kinds));

/** A call that is under way. */
interface Call {
  readonly program: ProgramName;
  /** Messages that were certainly handed over, or taken, when it began. */
  readonly sent: number;
  readonly taken: number;
  loads: number;
  stores: number;
  calls: number;
  /** It has stored into the segment: what it frees may be free, what it hands over may be there. */
  hasChanged: boolean;
}

class BufferJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly calls = new Map<number, Call>();
  /** Calls that handed a message over, and that took one, which are over. */
  private sent = 0;
  private taken = 0;
  /** The message that the receiver was last given, and how many were certainly handed over when it asked. */
  private due = 0;
  private certain = 0;
  /** Messages whose send began to store into the buffer when it was certainly full. */
  private readonly overfilling = new Set<number>();
  private opened = 0;
  private index = 0;
  private cycle = 0;
  private isOver = false;

  constructor(private readonly parameters: BufferParameters) {}

  run(events: Events<Kinds>): readonly Check[] {
    for (const event of events.of(
      ...([
        'begins',
        'cost',
        'returns',
        'opened',
        'read',
        'astray',
        'bad-place',
        'page-fault',
        'changes',
      ] as const),
    )) {
      this.index = event.index;
      this.cycle = event.cycle;
      this.look(event);
      if (this.isOver) break;
    }
    if (this.opened > 0) this.book.kept('SB1');
    this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private look(event: EventOf<Kinds>): void {
    switch (event.name) {
      case 'begins': {
        const { sent, taken } = this;
        const program = programName(event.program);
        this.calls.set(event.process, {
          program,
          sent,
          taken,
          loads: 0,
          stores: 0,
          calls: 0,
          hasChanged: false,
        });
        break;
      }
      case 'changes': {
        const call = this.call(event.process);
        if (call.program === 'send') {
          const isFull = this.certainly() >= this.parameters.places;
          this.overfilling[isFull ? 'add' : 'delete'](this.sent + 1);
        }
        call.hasChanged = true;
        break;
      }
      case 'cost': {
        const { loads, stores, calls } = event;
        Object.assign(this.call(event.process), { loads, stores, calls });
        break;
      }
      case 'returns':
        this.returns(event.process, event.answer);
        break;
      case 'opened':
        if (event.address > 0) this.opened++;
        else
          this.stop(
            'SB1',
            `Process ${event.process} has no segment after open: create it by its key, and attach it.`,
          );
        break;
      case 'read':
        this.read(event.message, event.word, event.found, programName(event.program));
        break;
      case 'astray':
        this.stop(
          'SB7',
          `${programName(event.program)} of process ${event.process} names ${hexadecimal(event.address)}, which is neither in the segment, as this process has it, nor in the message at hand. The other process has the segment at another address.`,
        );
        break;
      case 'page-fault':
        if (event.answer === 0)
          this.stop(
            'SB1',
            `Process ${event.process} is ended, for it may not ${event.access === 2 ? 'store' : 'load'} at ${hexadecimal(event.address)}: attach the segment with READ_WRITE.`,
          );
        break;
      case 'bad-place':
        this.stop(
          'SB7',
          `${programName(event.program)} of process ${event.process} answers ${hexadecimal(event.address)}: a message of ${counted(this.parameters.words, 'words')} there would not lie in the segment, as this process has it.`,
        );
        break;
    }
  }

  private returns(process: number, answer: number): void {
    const call = this.call(process);
    this.calls.delete(process);
    const { program } = call;
    if (program === 'open') {
      if (call.calls > SETUP_CALLS)
        this.broken(
          'SB1',
          `open of process ${process} enters the kernel ${call.calls} times: two calls are enough.`,
        );
      return;
    }
    this.crossings(process, call);
    this.copies(process, call);
    if (ASKS_FOR_ROOM.includes(program)) this.room(process, call, answer);
    if (ASKS_FOR_MESSAGE.includes(program)) this.message(process, call, answer);
    if (this.isOver) return;
    if (program === 'publish' || (program === 'send' && answer !== 0)) this.sent++;
    if (program === 'release' || (program === 'receive' && answer !== 0)) this.taken++;
    if (answer !== 0 && !this.isOver) this.book.show('SB7');
  }

  private crossings(process: number, { program, calls }: Call): void {
    if (calls > 0)
      this.broken(
        'SB2',
        `${program} of process ${process} makes ${calls === 1 ? 'a system call' : `${calls} system calls`}: after open the kernel is not needed.`,
      );
    else this.book.show('SB2');
  }

  private copies(process: number, { program, loads, stores }: Call): void {
    const copied = COPIES.includes(program) ? this.parameters.words : 0;
    const what =
      copied === 0
        ? `${program} copies nothing, and looks at ${MOST_LOADS} words and changes ${MOST_STORES} at most`
        : `the message has ${counted(copied, 'words')}, each of which is copied once, and ${MOST_LOADS} loads and ${MOST_STORES} stores are enough beside that`;
    if (loads > copied + MOST_LOADS || stores > copied + MOST_STORES)
      this.broken(
        'SB6',
        `${program} of process ${process} takes ${counted(loads, 'loads')} and ${counted(stores, 'stores')}: ${what}. No call waits.`,
      );
    else if (stores > 0) this.book.show('SB6');
  }

  /** Whether there is room for one more. */
  private room(process: number, { program, taken }: Call, answer: number): void {
    const { places } = this.parameters;
    const most = this.sent - taken;
    const least = this.certainly();
    if (answer === 0) {
      if (most < places)
        this.stop(
          'SB5',
          `${program} of process ${process} answers 0, but ${this.inside(most)}, and there is room for ${places}.`,
        );
      else this.book.show('SB5');
    } else if (least >= places) this.overfull(`${program} of process ${process}`, this.sent + 1, least);
    else this.form(process, program, answer);
  }

  private message(process: number, { program, sent }: Call, answer: number): void {
    const certain = sent - this.taken;
    const possible = this.sent + this.under(PUTS, true) - this.taken;
    if (answer === 0) {
      if (certain > 0)
        this.stop(
          'SB5',
          `${program} of process ${process} answers 0, but ${this.inside(certain)}: the oldest is number ${this.taken + 1}.`,
        );
      else this.book.show('SB5');
      return;
    }
    this.due = this.taken + 1;
    this.certain = sent;
    if (possible <= 0) {
      const isBuilt = this.sent >= this.taken;
      this.stop(
        isBuilt ? 'SB4' : 'SB5',
        `${program} of process ${process} finds a message, but ${this.taken} were handed over and all are taken: nobody has begun to hand over number ${this.due}.`,
      );
    } else this.form(process, program, answer);
  }

  private form(process: number, program: ProgramName, answer: number): void {
    if (COPIES.includes(program) && answer !== 1)
      this.stop('SB5', `${program} of process ${process} answers ${answer}: it is 1 or 0.`);
  }

  private read(message: number, word: number, found: number, program: ProgramName): void {
    const { due, parameters } = this;
    if (word < 0 && message === due) {
      this.book.show('SB3');
      this.book.show('SB4');
      return;
    }
    const what =
      word < 0
        ? `it is message ${message}`
        : word === 0
          ? 'its first word is not that of a message'
          : `its word ${word} is ${found === 0 ? 'of no message' : `of message ${found}`}, where the first is of message ${message}`;
    const start = `The receiver reads what ${program} gave it as message ${due}, and ${what}`;
    const newest = Math.max(message, found);
    if (newest > due) {
      if (this.overfilling.has(newest)) this.overfull('send', newest, parameters.places);
      else if (newest - due >= parameters.places)
        this.stop(
          'SB4',
          `${start}: its place was used again before it was read. Free it after the last word was loaded.`,
        );
      else this.stop('SB3', `${start}: messages come out in the order of sending, each once.`);
    } else if (due > this.certain)
      this.stop(
        'SB4',
        `${start}: number ${due} was not all there yet. Say that it is there after its last word was stored.`,
      );
    else
      this.stop(
        'SB3',
        `${start}, though number ${due} was handed over before: messages come out whole, in the order of sending, each once.`,
      );
  }

  private overfull(call: string, message: number, least: number): void {
    this.stop(
      'SB5',
      `${call} takes a place for message ${message}, but ${this.inside(least)}, and there is room for ${this.parameters.places}: it overwrites one that was not taken.`,
    );
  }

  /** So many messages at least are in the buffer. */
  private certainly(): number {
    return this.sent - this.taken - this.under(FREES, true);
  }

  /** Calls of these that are under way, 0 or 1. @param isDone only those that may have done already what they are for. */
  private under(programs: readonly ProgramName[], isDone: boolean): number {
    return [...this.calls.values()].filter(
      ({ program, hasChanged }) => programs.includes(program) && (hasChanged || !isDone),
    ).length;
  }

  private inside(messages: number): string {
    return messages === 1 ? '1 message is in the buffer' : `${messages} messages are in the buffer`;
  }

  private call(process: number): Call {
    return this.calls.get(process) as Call;
  }

  private broken(rule: Rule, message: string): void {
    this.book.broken(rule, this.index, `Cycle ${this.cycle}: ${message}`);
  }

  /** Broken, and what comes is a consequence. */
  private stop(rule: Rule, message: string): void {
    if (!this.isOver) this.broken(rule, message);
    this.isOver = true;
  }
}
