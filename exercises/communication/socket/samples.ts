import { samplesFrom } from '../../judging/cases-from';
import type { SocketParameters } from './simulation';

export const usual: SocketParameters = {
  local: true,
  capacity: 4,
  senders: 2,
  receivers: 1,
  messages: 12,
  leastBytes: 1,
  mostBytes: 300,
  mostRoom: 0,
  damagedPercent: 0,
  senderCycles: 3_000,
  receiverCycles: 3_000,
};
/** Between two hosts, with receivers that keep the socket from filling. */
export const wire: Partial<SocketParameters> = {
  ...{ local: false, capacity: 8, senders: 1, receivers: 2, messages: 16, mostBytes: 60 },
  ...{ senderCycles: 12_000, receiverCycles: 500, damagedPercent: 40 },
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'One sender and one receiver on one host.',
    seed: 61,
    parameters: { senders: 1, messages: 6, mostBytes: 540 },
  },
  {
    name: 'two-hosts',
    title: 'From one host to another, over a wire that damages nothing.',
    seed: 62,
    parameters: { local: false, senders: 1, messages: 8, mostBytes: 60 },
  },
  {
    name: 'bad-wire',
    title: 'A wire that damages two messages of five.',
    seed: 63,
    parameters: wire,
  },
  {
    name: 'full',
    title: 'Three senders on one host and a slow receiver.',
    seed: 64,
    parameters: { capacity: 2, senders: 3, receiverCycles: 9_000 },
  },
]);
