/** The judge of ports: the walk of message-judge.ts, messages in the order of sending, and what a round trip takes. */
import { MESSAGE_BYTES } from '../../../simulator/kernel/system-calls';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { type Call, type Channel, type Message, MessageJudge } from '../message-judge';
import { EVENTS, type PortParameters, REQUESTS } from './simulation';

const RULES = ['PO1', 'PO2', 'PO3', 'PO4', 'PO5', 'PO6', 'PO7'] as const;
type Rule = (typeof RULES)[number];
/** Of a message through a port: into the kernel, and out of it. */
const COPIES = 2;

export const judge = ({ trace }: JudgeInput<PortParameters, null>): readonly Check[] =>
  new PortJudge(RULES, { whole: 'PO2', refuses: 'PO3', waits: 'PO4', wakes: 'PO5', turns: 'PO6' }).run(
    new Events(trace, EVENTS.kinds),
  );

class PortJudge extends MessageJudge<Rule> {
  protected mostBytes(): number {
    return MESSAGE_BYTES;
  }

  protected due(messages: readonly Message[]): Message {
    return messages[0];
  }

  protected orderOf(): Rule {
    return 'PO1';
  }

  protected received(event: number, call: Call, message: Message, { messages, number }: Channel): void {
    if (messages.length > 1) this.show('PO1');
    if (message.copies + call.copies !== COPIES)
      this.book.broken(
        'PO7',
        event,
        `Message ${message.number} of port ${number} came in by ${copiesOf(message.copies)} and out by ${copiesOf(call.copies)}: it takes one each, so that a round trip takes four.`,
      );
    if (number !== REQUESTS) this.show('PO7');
  }
}

const copiesOf = (copies: number) => (copies === 1 ? 'one copy' : `${copies} copies`);
