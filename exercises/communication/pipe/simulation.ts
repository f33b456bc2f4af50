/**
 * Processes that write to a pipe and read from it, on the whole machine. Nothing about what is right stands here.
 */
import { PIPE_END } from '../../../simulator/kernel/communication/channel-interface';
import { CHANNEL_KIND } from '../../../simulator/kernel/communication/communication-calls';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  closeEnd,
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { compute, type Operation } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { drawnPlans, MOST_RECEIVES, type Plan, RUN } from '../plan';

export type PipeParameters = Readonly<{
  /** Bytes of the ring. */
  capacity: number;
  writers: number;
  readers: number;
  /** Calls that each writer makes, at most; a reader reads to the end. */
  calls: number;
  /** Bytes of a write, and room of a read, at most. */
  mostBytes: number;
  mostRoom: number;
  /** Cycles that a writer and a reader compute between two calls, at most. */
  writerCycles: number;
  readerCycles: number;
  /** Calls after which readers leave; 0: never. */
  readerCalls: number;
}>;

export const EVENTS = COMMUNICATION_EVENTS;

const PIPE = 1;

export function simulate(context: SimulationContext, parameters: PipeParameters): null {
  const { policies, random, trace, countBy } = context;
  const { capacity, writers, readers, calls, mostBytes, mostRoom } = parameters;
  const { writerCycles, readerCycles, readerCalls } = parameters;
  communicationTrial({
    ...{ trace, countBy, ...RUN },
    mechanisms: { pipe: policies },
    setUp: () => createChannel(CHANNEL_KIND.pipe, capacity),
    *after() {
      yield* closeEnd(PIPE, PIPE_END.write);
      return yield* closeEnd(PIPE, PIPE_END.read);
    },
    bodies: [
      ...drawnPlans(random, writers, calls, mostBytes, writerCycles).map((plan) => () => writer(plan)),
      ...drawnPlans(random, readers, 8, mostRoom, readerCycles).map(
        (plan) => () => reader(plan, readerCalls || MOST_RECEIVES),
      ),
    ],
  });
  return null;
}

function* writer(plan: Plan): Operation {
  yield* closeEnd(PIPE, PIPE_END.read);
  for (const [bytes, cycles] of plan) {
    yield* compute(cycles);
    if ((yield* send(PIPE, OWN_PAGE, bytes)) < 0) return 1;
  }
  return 0;
}

function* reader(plan: Plan, most: number): Operation {
  yield* closeEnd(PIPE, PIPE_END.write);
  for (let call = 0; call < most; call++) {
    const [bytes, cycles] = plan[call % plan.length];
    yield* compute(cycles);
    if ((yield* receive(PIPE, OWN_PAGE, bytes)) <= 0) return 0;
  }
  return 0;
}
