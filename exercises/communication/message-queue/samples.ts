import { samplesFrom } from '../../judging/cases-from';
import type { QueueParameters } from './simulation';

export const usual: QueueParameters = {
  capacity: 8,
  senders: 2,
  receivers: 1,
  messages: 20,
  priorities: 3,
  mostBytes: 400,
  mostRoom: 0,
  senderCycles: 2_000,
  receiverCycles: 2_000,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'One sender, one receiver, room for four messages.',
    seed: 41,
    parameters: { capacity: 4, senders: 1, messages: 8, senderCycles: 500, receiverCycles: 3_000 },
  },
  {
    name: 'two-senders',
    title: 'Two senders, three priorities: the queue is often full.',
    seed: 42,
    parameters: { receiverCycles: 5_000 },
  },
  {
    name: 'empty',
    title: 'Two receivers wait for slow senders.',
    seed: 43,
    parameters: { receivers: 2, senderCycles: 12_000, receiverCycles: 500 },
  },
  {
    name: 'long',
    title: 'Messages that are longer than a slot, and receivers with little room.',
    seed: 44,
    parameters: { capacity: 16, mostBytes: 350, mostRoom: 200, receivers: 2, priorities: 1 },
  },
]);
