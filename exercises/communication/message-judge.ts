/**
 * What judges of channels that carry messages share: which byte of which message lies at which offset, what each call
 * asked for and got, and who sleeps since when. A judge of one kind of channel adds which message is due, and what
 * else it looks at. At the first finding that the model cannot follow the walk ends; the others are `note`d.
 */
import { counted } from '../../simulator/engine/counted';
import { BUFFER_BYTES } from '../../simulator/kernel/communication/channel-interface';
import type { COMMUNICATION_EVENTS } from '../../simulator/kernel/communication/communication-events';
import type { Check } from '../exercise-definition';
import type { EventOf, Events } from '../judging/events';
import { RuleBook } from '../judging/rule-book';

export type ChannelKinds = typeof COMMUNICATION_EVENTS.kinds;

/** The rules that every channel of messages has, by what they are about. */
export interface MessageRules<Rule extends string> {
  /** A message comes out as one, with all its bytes. */
  readonly whole: Rule;
  /** Refused is what does not fit, and nothing else. */
  readonly refuses: Rule;
  /** A call sleeps only when it must, and then it does. */
  readonly waits: Rule;
  /** Who can go on does not stay asleep. */
  readonly wakes: Rule;
  /** Who has slept longest is woken first, and nobody in vain. */
  readonly turns: Rule;
}

export interface Message {
  /** From 1 on, in the order of sending. */
  readonly number: number;
  readonly bytes: number;
  readonly priority: number;
  readonly sender: number;
  /** How many copies brought it in. */
  copies: number;
  /** Lost on its way: it may not be received. */
  isDropped: boolean;
}

export interface Call {
  readonly process: number;
  readonly receives: boolean;
  readonly bytes: number;
  priority: number;
  done: number;
  copies: number;
  wasWoken: boolean;
  /** What it sends, or what is being copied to it. */
  message?: Message;
}

export interface Channel {
  readonly number: number;
  readonly capacity: number;
  /** That can be received, in the order of sending. */
  messages: Message[];
  readonly buffer: ({ readonly message: Message; readonly position: number } | undefined)[];
  /** In the order in which they fell asleep. */
  asleep: Call[];
  sent: number;
  inHand?: Call;
}

/** A finding whose rule only the rest of the run tells. */
interface Doubt<Rule> {
  readonly event: number;
  readonly rule: Rule;
  readonly message: string;
}

/** How often a case must show what a rule is about. */
const ENOUGH = 3;

export abstract class MessageJudge<Rule extends string> {
  protected readonly book: RuleBook<Rule>;
  private readonly channels = new Map<number, Channel>();
  /** A process has one call at a time. */
  private readonly calls = new Map<number, Call>();
  private isLost = false;
  /** A message was refused that is due and fits, while another one does not: of the wrong one, or for a wrong reason? */
  private doubt: Doubt<Rule> | undefined;
  /** A message was refused that fits, while it was to wait: because it was to wait, or as it is refused elsewhere too? */
  private refusedWhenFull: Doubt<Rule> | undefined;
  /** The shortest message that was refused so. */
  private shortestRefused = Number.POSITIVE_INFINITY;
  /** The longest message that was sent, or waits to be; and whether one ever waited. */
  private longestTaken = 0;
  private hasWaited = false;
  /** The last event of a channel. */
  private last = 0;

  constructor(
    rules: readonly Rule[],
    private readonly rule: MessageRules<Rule>,
  ) {
    this.book = new RuleBook(rules);
  }

  /** Bytes that a message may have. */
  protected abstract mostBytes(channel: Channel): number;
  /** The message that is to be received next, of one at least. */
  protected abstract due(messages: readonly Message[]): Message;
  /** The rule that is broken when this message is taken instead of the one that is due, if any is. */
  protected abstract orderOf(message: Message, due: Message | undefined): Rule;
  /** It was received, as it is due; it is in the channel's messages still. */
  protected abstract received(event: number, call: Call, message: Message, channel: Channel): void;
  /** It was sent, and is among the channel's messages from now on unless it is dropped. */
  protected sent(_event: number, _call: Call, _message: Message, _channel: Channel): void {}

  run(events: Events<ChannelKinds>): readonly Check[] {
    for (const event of events.of(
      ...(['channel-made', 'transfer-begun', 'priority', 'goes-on', 'copied', 'copied-out'] as const),
      ...(['bad-copy', 'falls-asleep', 'woken-at', 'transfer-over', 'layer'] as const),
    )) {
      this.look(event);
      if (this.isLost) break;
      this.last = event.index;
    }
    if (!this.isLost) this.settle();
    if (this.doubt !== undefined) this.resolve(this.doubt);
    if (this.refusedWhenFull !== undefined && !this.book.isBroken(this.rule.refuses))
      this.resolveRefused(this.refusedWhenFull);
    this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  /** Who takes messages out in a wrong order shows it elsewhere in the run; who never does refuses wrongly. */
  private resolve({ event, rule, message }: Doubt<Rule>): void {
    const { book } = this;
    if (book.isBroken(rule)) return;
    book.broken(book.timesShown(rule) > 0 ? this.rule.refuses : rule, event, message);
  }

  /** Who refuses only what is longer than all that it takes, and lets shorter ones wait, refuses for the length. */
  private resolveRefused({ event, rule, message }: Doubt<Rule>): void {
    const { book } = this;
    if (this.shortestRefused <= this.longestTaken) book.broken(rule, event, message);
    else if (this.hasWaited)
      book.broken(
        this.rule.refuses,
        event,
        `${message} All that were not refused are shorter, and shorter ones do wait.`,
      );
    else book.withhold(rule, this.rule.refuses);
  }

  protected look(event: EventOf<ChannelKinds>): void {
    if (event.name === 'channel-made') {
      const { channel: number, capacity } = event;
      const buffer = new Array<undefined>(BUFFER_BYTES).fill(undefined);
      this.channels.set(number, { number, capacity, messages: [], buffer, asleep: [], sent: 0 });
      return;
    }
    if (!('channel' in event)) return;
    const channel = this.channel(event.channel);
    const { index } = event;
    switch (event.name) {
      case 'transfer-begun': {
        this.settle();
        const { process, bytes } = event;
        const receives = event.receives === 1;
        channel.inHand = { process, receives, bytes, priority: 0, done: 0, copies: 0, wasWoken: false };
        this.calls.set(process, channel.inHand);
        break;
      }
      case 'priority':
        this.call(event.process).priority = event.priority;
        break;
      case 'goes-on':
        channel.inHand = this.call(event.process);
        channel.inHand.wasWoken = true;
        break;
      case 'copied':
        this.copyIn(index, this.call(event.process), channel, event.offset, event.bytes);
        break;
      case 'copied-out':
        this.copyOut(index, this.call(event.process), channel, event.offset, event.bytes);
        break;
      case 'bad-copy':
        this.lose(
          this.rule.whole,
          index,
          `A copy of ${counted(event.bytes, 'bytes')} at offset ${event.offset} was refused: copyIn belongs to send and copyOut to receive, from one byte on, within the ${BUFFER_BYTES} bytes of the buffer, and no more than the call still has.`,
        );
        break;
      case 'woken-at':
        this.wake(index, channel, event.process, event.asleep === 1);
        break;
      case 'falls-asleep':
        this.fallAsleep(index, this.call(event.process), channel);
        break;
      case 'transfer-over':
        this.over(index, this.call(event.process), channel, event.answer);
        break;
    }
  }

  protected channel(number: number): Channel {
    return this.channels.get(number) as Channel;
  }

  protected lose(rule: Rule, event: number, message: string): void {
    if (!this.isLost) this.book.broken(rule, event, message);
    this.isLost = true;
  }

  protected show(rule: Rule): void {
    this.book.show(rule);
  }

  private call(process: number): Call {
    return this.calls.get(process) as Call;
  }

  private copyIn(event: number, call: Call, channel: Channel, offset: number, bytes: number): void {
    const { rule } = this;
    const { buffer, messages, capacity } = channel;
    if (call.bytes > this.mostBytes(channel))
      this.lose(rule.refuses, event, `${nameOf(call)} is copied: ${this.tooLong(channel)}.`);
    else if (messages.length === capacity)
      this.lose(
        rule.waits,
        event,
        `${nameOf(call)} is copied, though it is full with ${counted(capacity, 'messages')}: it waits for room.`,
      );
    if (call.message === undefined) {
      const { priority, process: sender } = call;
      const number = channel.sent + 1;
      call.message = { number, bytes: call.bytes, priority, sender, copies: 0, isDropped: false };
    }
    const { message } = call;
    for (let at = offset; at < offset + bytes; at++) {
      const there = buffer[at]?.message;
      if (there !== undefined && !there.isDropped) {
        this.lose(
          rule.whole,
          event,
          `${nameOf(call)} is copied over offset ${at}, where message ${there.number} lies, which was not received yet.`,
        );
        return;
      }
      buffer[at] = { message, position: call.done + at - offset };
    }
    count(call, bytes);
    message.copies++;
  }

  private copyOut(event: number, call: Call, channel: Channel, offset: number, bytes: number): void {
    const { rule } = this;
    const { messages, buffer } = channel;
    const message = call.message ?? buffer[offset]?.message;
    if (message === undefined) {
      this.lose(
        rule.whole,
        event,
        `Offset ${offset} is copied to process ${call.process}, but no byte of a message lies there that could be received.`,
      );
      return;
    }
    if (call.message === undefined) {
      call.message = message;
      const due = messages.length > 0 ? this.due(messages) : undefined;
      if (message.isDropped || due === undefined)
        this.lose(
          this.orderOf(message, due),
          event,
          `Process ${call.process} gets ${told(message)}, which was lost on its way.`,
        );
      else if (message !== due)
        this.lose(
          this.orderOf(message, due),
          event,
          `Process ${call.process} gets ${told(message)}, but ${told(due)} is due.`,
        );
      else if (message.bytes > call.bytes)
        this.lose(
          rule.refuses,
          event,
          `Message ${message.number} has ${counted(message.bytes, 'bytes')}, and ${nameOf(call)} only room for ${call.bytes}: the call is REFUSED, without a copy.`,
        );
    }
    for (let i = 0; i < bytes; i++) {
      const place = buffer[offset + i];
      if (place?.message !== message || place.position !== call.done + i) {
        const what =
          place === undefined
            ? 'nothing that could be received'
            : `byte ${place.position} of message ${place.message.number}`;
        this.lose(
          rule.whole,
          event,
          `Process ${call.process} gets message ${message.number}, whose byte ${call.done + i} is next, but what is copied from offset ${offset + i} is ${what}.`,
        );
        return;
      }
    }
    count(call, bytes);
  }

  private wake(event: number, channel: Channel, process: number, isAsleep: boolean): void {
    const call = channel.asleep.find((each) => each.process === process);
    if (!isAsleep || call === undefined) {
      this.book.broken(
        this.rule.turns,
        event,
        `wake(${process}): process ${process} does not sleep at channel ${channel.number}.`,
      );
      return;
    }
    const first = channel.asleep.find((each) => each.receives === call.receives) as Call;
    if (first !== call)
      this.book.broken(
        this.rule.turns,
        event,
        `Process ${process} is woken, but process ${first.process}, which ${first.receives ? 'receives' : 'sends'} too, has slept longer.`,
      );
    channel.asleep = channel.asleep.filter((each) => each !== call);
  }

  /** The call waits from now on. */
  private fallAsleep(event: number, call: Call, channel: Channel): void {
    const { rule } = this;
    const { messages, capacity } = channel;
    if (call.receives && messages.length > 0) {
      const { number, bytes } = this.due(messages);
      const what =
        bytes > call.bytes
          ? `has ${counted(bytes, 'bytes')}: the call is REFUSED`
          : 'fits: the call takes it';
      this.lose(
        rule.waits,
        event,
        `${nameOf(call)} sleeps with room for ${counted(call.bytes, 'bytes')}, though message ${number} is due, which ${what}.`,
      );
    } else if (!call.receives && call.bytes > this.mostBytes(channel))
      this.lose(rule.refuses, event, `${nameOf(call)} sleeps: ${this.tooLong(channel)}.`);
    else if (!call.receives && messages.length < capacity)
      this.lose(
        rule.waits,
        event,
        `${nameOf(call)} sleeps, though there ${messages.length === 1 ? 'is' : 'are'} only ${counted(messages.length, 'messages')} of ${capacity}: there is room.`,
      );
    else if (call.wasWoken)
      this.book.broken(
        rule.turns,
        event,
        `${nameOf(call)} was woken and sleeps again: it was woken in vain.`,
      );
    channel.asleep.push(call);
    this.show(rule.waits);
    if (call.receives) return;
    this.hasWaited = true;
    this.longestTaken = Math.max(this.longestTaken, call.bytes);
  }

  private over(event: number, call: Call, channel: Channel, answer: number): void {
    if (call.receives) this.receiveOver(event, call, channel, answer);
    else this.sendOver(event, call, channel, answer);
    if (call.wasWoken) {
      this.show(this.rule.wakes);
      this.show(this.rule.turns);
    }
  }

  private sendOver(event: number, call: Call, channel: Channel, answer: number): void {
    const { rule } = this;
    const { messages, capacity } = channel;
    const { bytes, done, message } = call;
    const isFull = messages.length === capacity;
    if (bytes > this.mostBytes(channel)) {
      if (answer !== -1)
        this.lose(rule.refuses, event, `${nameOf(call)} is answered ${answer}: ${this.tooLong(channel)}.`);
      else this.show(rule.refuses);
    } else if (isFull) {
      const told = `${nameOf(call)} is answered ${answer}, but it is full with ${counted(capacity, 'messages')}: it waits for room.`;
      // A call that is refused leaves all as it was.
      if (answer === -1 && done === 0) {
        this.refusedWhenFull ??= { event, rule: rule.waits, message: told };
        this.shortestRefused = Math.min(this.shortestRefused, bytes);
      } else this.lose(rule.waits, event, told);
    } else if (answer < 0)
      this.lose(
        rule.refuses,
        event,
        `${nameOf(call)} is refused, though it is no longer than ${counted(this.mostBytes(channel), 'bytes')}, and there ${messages.length === 1 ? 'is' : 'are'} ${counted(messages.length, 'messages')} of ${capacity}.`,
      );
    else if (message === undefined || done < bytes)
      this.lose(
        rule.whole,
        event,
        `${nameOf(call)} is answered ${answer} after ${done} of ${counted(bytes, 'bytes')}.`,
      );
    else {
      channel.sent++;
      this.longestTaken = Math.max(this.longestTaken, bytes);
      this.sent(event, call, message, channel);
      if (!message.isDropped) messages.push(message);
    }
  }

  private receiveOver(event: number, call: Call, channel: Channel, answer: number): void {
    const { rule } = this;
    const { messages, buffer } = channel;
    const { bytes, done, message } = call;
    if (messages.length === 0) {
      this.lose(
        rule.waits,
        event,
        `${nameOf(call)} is answered ${answer}, but no message is there: it waits for one.`,
      );
      return;
    }
    const due = this.due(messages);
    if (due.bytes > bytes) {
      if (answer !== -1)
        this.lose(
          rule.refuses,
          event,
          `${nameOf(call)} is answered ${answer}; message ${due.number}, which is due, has ${counted(due.bytes, 'bytes')} and does not fit into ${bytes}: the call is REFUSED.`,
        );
      else this.show(rule.refuses);
    } else if (answer < 0) {
      const what = `${nameOf(call)} is refused, though message ${due.number}, which is due, fits with ${counted(due.bytes, 'bytes')} into ${bytes}`;
      const other = messages.find((each) => each.bytes > bytes);
      if (other === undefined) this.lose(rule.refuses, event, `${what}.`);
      else
        this.doubt ??= {
          ...{ event, rule: this.orderOf(other, due) },
          message: `${what}. Message ${other.number} does not, but it is not due.`,
        };
    } else if (message === undefined || done !== message.bytes)
      this.lose(
        rule.whole,
        event,
        `${nameOf(call)} is answered ${answer} after ${counted(done, 'bytes')}, but message ${due.number} has ${due.bytes}: it comes out whole.`,
      );
    else {
      this.show(rule.whole);
      this.received(event, call, message, channel);
      channel.messages = messages.filter((each) => each !== message);
      for (let at = 0; at < buffer.length; at++) if (buffer[at]?.message === message) buffer[at] = undefined;
    }
  }

  /** All calls that were woken have gone on: whoever sleeps now does so until the next call. */
  private settle(): void {
    for (const { number, asleep, messages, capacity } of this.channels.values())
      for (const { process, receives } of asleep)
        if (receives ? messages.length > 0 : messages.length < capacity)
          this.lose(
            this.rule.wakes,
            this.last,
            `${messages.length} of ${counted(capacity, 'messages')} ${messages.length === 1 ? 'is' : 'are'} in channel ${number}, but process ${process}, which ${receives ? 'receives' : 'sends'}, still sleeps: nobody wakes it.`,
          );
  }

  private tooLong(channel: Channel): string {
    return `a message has ${counted(this.mostBytes(channel), 'bytes')} at most, a longer one is REFUSED`;
  }
}

function count(call: Call, bytes: number): void {
  call.done += bytes;
  call.copies++;
}

const nameOf = ({ process, receives, bytes }: Call) =>
  receives
    ? `The receive of process ${process}`
    : `The message of ${counted(bytes, 'bytes')} of process ${process}`;

const told = ({ number, priority }: Message) =>
  `message ${number}${priority > 0 ? ` of priority ${priority}` : ''}`;
