/** Processes that send to a message queue and receive from it, on the whole machine. Nothing about what is right stands here. */
import { BUFFER_BYTES } from '../../../simulator/kernel/communication/channel-interface';
import { CHANNEL_KIND } from '../../../simulator/kernel/communication/communication-calls';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { compute, type Operation } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { drawnPlans, MOST_RECEIVES, type Plan, RUN } from '../plan';

export type QueueParameters = Readonly<{
  /** Messages at a time. */
  capacity: number;
  senders: number;
  receivers: number;
  /** Messages of each sender. */
  messages: number;
  /** How many priorities there are, from 0 on. */
  priorities: number;
  /** Bytes of a message, at most. */
  mostBytes: number;
  /** Room of a receive, at most; 0: all have room for any message. */
  mostRoom: number;
  /** Cycles that a sender and a receiver compute between two calls, at most. */
  senderCycles: number;
  receiverCycles: number;
}>;

export const EVENTS = COMMUNICATION_EVENTS;

const QUEUE = 1;
/** Plans of receivers are of so many calls, and then begin again. */
const RECEIVES = 8;

export function simulate(context: SimulationContext, parameters: QueueParameters): null {
  const { policies, random, trace, countBy } = context;
  const { capacity, senders, receivers, messages, priorities } = parameters;
  const { mostBytes, mostRoom, senderCycles, receiverCycles } = parameters;
  communicationTrial({
    ...{ trace, countBy, ...RUN },
    mechanisms: { queue: policies },
    setUp: () => createChannel(CHANNEL_KIND.queue, capacity),
    bodies: [
      ...drawnPlans(random, senders, messages, mostBytes, senderCycles).map((plan) => {
        const drawn = plan.map(() => random.below(priorities));
        return () => sender(plan, drawn);
      }),
      ...drawnPlans(random, receivers, RECEIVES, mostRoom || 1, receiverCycles).map(
        (plan) => () => receiver(plan, mostRoom === 0),
      ),
    ],
  });
  return null;
}

function* sender(plan: Plan, priorities: readonly number[]): Operation {
  for (const [i, [bytes, cycles]] of plan.entries()) {
    yield* compute(cycles);
    yield* send(QUEUE, OWN_PAGE, bytes, priorities[i]);
  }
  return 0;
}

/** Whoever is refused asks again, with room for any message. */
function* receiver(plan: Plan, hasRoom: boolean): Operation {
  for (let call = 0; call < MOST_RECEIVES; call++) {
    const [bytes, cycles] = plan[call % plan.length];
    yield* compute(cycles);
    if ((yield* receive(QUEUE, OWN_PAGE, hasRoom ? BUFFER_BYTES : bytes)) < 0)
      yield* receive(QUEUE, OWN_PAGE, BUFFER_BYTES);
  }
  return 0;
}
