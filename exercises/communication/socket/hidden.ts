import { casesFrom } from '../../judging/cases-from';
import { usual, wire } from './samples';

export default casesFrom(usual, [
  { name: 'local', title: 'Two senders on one host.', parameters: { messages: 20, receiverCycles: 6_000 } },
  {
    name: 'local-long',
    title: 'Messages of up to 500 bytes on one host.',
    parameters: { mostBytes: 500, messages: 16 },
  },
  {
    name: 'one-message',
    title: 'Room for one message.',
    parameters: { capacity: 1, senders: 3, receiverCycles: 6_000 },
  },
  {
    name: 'little-room',
    title: 'Three receivers with little room.',
    parameters: { capacity: 1, receivers: 3, mostRoom: 100, senderCycles: 12_000, receiverCycles: 500 },
  },
  {
    name: 'longest',
    title: 'Room for eight messages, of about 492 bytes, and a slow receiver.',
    parameters: { leastBytes: 489, mostBytes: 496, messages: 20, capacity: 8, receiverCycles: 9_000 },
  },
  {
    name: 'just-room',
    title: 'Messages of up to three bytes, and as much room.',
    parameters: { receivers: 2, messages: 16, mostBytes: 3, mostRoom: 3 },
  },
  {
    name: 'remote',
    title: 'Two hosts, and a wire that damages nothing.',
    parameters: { local: false, messages: 16, capacity: 3, receiverCycles: 9_000 },
  },
  {
    name: 'long-remote',
    title: 'Messages of up to 500 bytes to another host.',
    parameters: { ...wire, mostBytes: 500 },
  },
  {
    name: 'worse-wire',
    title: 'A wire that damages seven messages of ten.',
    parameters: { ...wire, damagedPercent: 70, messages: 24, capacity: 2 },
  },
  {
    name: 'full-remote',
    title: 'Senders sleep while the wire damages messages.',
    parameters: {
      ...{ local: false, capacity: 2, senders: 4, messages: 10, mostBytes: 40, damagedPercent: 40 },
      ...{ senderCycles: 1_000, receiverCycles: 12_000 },
    },
  },
  {
    name: 'crowd',
    title: 'Four senders and three receivers on one host.',
    parameters: { senders: 4, receivers: 3, messages: 20, senderCycles: 6_000, receiverCycles: 6_000 },
  },
  { name: 'ranked', title: 'A crowd on one host: what does your code cost?', rankedLike: 'crowd' },
]);
