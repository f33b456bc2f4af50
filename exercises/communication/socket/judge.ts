/** The judge of sockets: the walk of message-judge.ts, which layers a message passes, and what the wire did to it. */
import { SOCKET_BYTES } from '../../../simulator/kernel/communication/socket';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { type Call, type Channel, type ChannelKinds, type Message, MessageJudge } from '../message-judge';
import { lostMessages } from './lost-messages';
import { EVENTS, type SocketParameters } from './simulation';

const RULES = ['SO1', 'SO2', 'SO3', 'SO4', 'SO5', 'SO6', 'SO7', 'SO8', 'SO9'] as const;
type Rule = (typeof RULES)[number];
const LAYERS = ['transport', 'network', 'link'] as const;
/** Down, and up again. */
const PATH = [0, 1, 2, 2, 1, 0];

export function judge({ trace, parameters }: JudgeInput<SocketParameters, null>): readonly Check[] {
  const events = new Events(trace, EVENTS.kinds);
  // The wire damages a message in the moment in which it passes the link layer.
  const damaging = new Set([...events.of('damaged')].map(({ index }) => index - 1));
  const lost = parameters.local ? new Set<number>() : lostMessages(events);
  return new SocketJudge(parameters.local, damaging, lost).run(events as unknown as Events<ChannelKinds>);
}

class SocketJudge extends MessageJudge<Rule> {
  /** How far on its way the message of each call is. */
  private readonly passed = new Map<Call, number>();
  /** The first message that came up as it was sent, and was dropped. */
  private dropped: { readonly event: number; readonly message: Message } | undefined;

  constructor(
    private readonly isLocal: boolean,
    private readonly damaging: ReadonlySet<number>,
    /** Events at which sends were over whose messages got lost. */
    private readonly lost: ReadonlySet<number>,
  ) {
    super(RULES, { whole: 'SO2', refuses: 'SO6', waits: 'SO7', wakes: 'SO8', turns: 'SO9' });
  }

  protected mostBytes(): number {
    return SOCKET_BYTES;
  }

  protected due(messages: readonly Message[]): Message {
    return messages[0];
  }

  protected orderOf(message: Message): Rule {
    return message.isDropped ? 'SO5' : 'SO1';
  }

  protected override look(event: EventOf<ChannelKinds>): void {
    if (event.name === 'layer')
      this.passes(event.index, this.channel(event.channel).inHand as Call, event.layer);
    else super.look(event);
  }

  protected override sent(event: number, call: Call, message: Message): void {
    const passed = this.passed.get(call) ?? 0;
    if (!this.isLocal && passed < PATH.length)
      this.lose(
        'SO4',
        event,
        `Message ${message.number} of process ${call.process} passes ${passed} of ${PATH.length} layers: ${LAYERS[PATH[passed]]} is missing.`,
      );
    if (this.lost.has(event) && !message.isDropped) this.dropped ??= { event, message };
    this.show(message.isDropped ? 'SO5' : this.isLocal ? 'SO3' : 'SO4');
  }

  protected received(_event: number, _call: Call, _message: Message, { messages }: Channel): void {
    if (messages.length > 1) this.show('SO1');
  }

  /** What follows from a message that is not there is the fault of whoever dropped it. */
  protected override lose(rule: Rule, event: number, message: string): void {
    const { dropped } = this;
    if (dropped === undefined || rule === 'SO4') super.lose(rule, event, message);
    else
      super.lose(
        'SO5',
        dropped.event,
        `Message ${dropped.message.number} of process ${dropped.message.sender} came up as it was sent, and is never received: the wire did not damage it, and it is dropped.`,
      );
  }

  private passes(event: number, call: Call, layer: number): void {
    const { process, message, receives, done, bytes } = call;
    const passed = this.passed.get(call) ?? 0;
    const what = `cross(${layer}) in a ${receives ? 'receive' : 'send'} of process ${process}`;
    if (this.isLocal)
      this.lose('SO3', event, `${what}: both ends are on one host, where a message passes no layer.`);
    else if (receives || message === undefined || done < bytes)
      this.lose('SO4', event, `${what}: a message passes the layers in send, once it was copied in.`);
    else if (layer !== PATH[passed])
      this.lose(
        'SO4',
        event,
        `${what}: ${passed < PATH.length ? `next on its way is ${LAYERS[PATH[passed]]}, ${PATH[passed]}` : 'the message has come up already'}.`,
      );
    else if (this.damaging.has(event)) message.isDropped = true;
    this.passed.set(call, passed + 1);
  }
}
