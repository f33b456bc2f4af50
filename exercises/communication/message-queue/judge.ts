/** The judge of message queues: the walk of message-judge.ts, and which message is due by priority and age. */
import { BUFFER_BYTES } from '../../../simulator/kernel/communication/channel-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { type Call, type Channel, type Message, MessageJudge } from '../message-judge';
import { EVENTS, type QueueParameters } from './simulation';

const RULES = ['MQ1', 'MQ2', 'MQ3', 'MQ4', 'MQ5', 'MQ6', 'MQ7'] as const;
type Rule = (typeof RULES)[number];

export const judge = ({ trace }: JudgeInput<QueueParameters, null>): readonly Check[] =>
  new QueueJudge(RULES, { whole: 'MQ3', refuses: 'MQ4', waits: 'MQ5', wakes: 'MQ6', turns: 'MQ7' }).run(
    new Events(trace, EVENTS.kinds),
  );

class QueueJudge extends MessageJudge<Rule> {
  protected mostBytes({ capacity }: Channel): number {
    return Math.floor(BUFFER_BYTES / capacity);
  }

  protected due(messages: readonly Message[]): Message {
    return messages.reduce((due, each) => (each.priority > due.priority ? each : due));
  }

  protected orderOf(message: Message, due: Message | undefined): Rule {
    return message.priority < (due?.priority ?? 0) ? 'MQ1' : 'MQ2';
  }

  protected received(_event: number, _call: Call, message: Message, { messages }: Channel): void {
    if (messages[0].priority < message.priority) this.show('MQ1');
    if (messages.some((each) => each !== message && each.priority === message.priority)) this.show('MQ2');
  }
}
