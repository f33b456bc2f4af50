import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'more', title: 'Two senders, one receiver.', parameters: { messages: 30 } },
  { name: 'one-message', title: 'Room for one message.', parameters: { capacity: 1, mostBytes: 600 } },
  {
    name: 'one-priority',
    title: 'All messages have the same priority.',
    parameters: { priorities: 1, messages: 30, receiverCycles: 4_000 },
  },
  {
    name: 'many-priorities',
    title: 'Priorities from 0 to 31.',
    parameters: { priorities: 32, messages: 30, receiverCycles: 4_000 },
  },
  {
    name: 'odd-slots',
    title: 'Room for seven messages: their slots are no power of two.',
    parameters: { capacity: 7, mostBytes: 700, messages: 25, receiverCycles: 4_000 },
  },
  {
    name: 'full',
    title: 'Four senders wait for one slow receiver.',
    parameters: { capacity: 3, senders: 4, messages: 12, senderCycles: 1_000, receiverCycles: 6_000 },
  },
  {
    name: 'three-wait',
    title: 'Three receivers wait for slow senders.',
    parameters: { receivers: 3, senderCycles: 15_000, receiverCycles: 500 },
  },
  {
    name: 'little-room',
    title: 'Three receivers with little room.',
    parameters: {
      receivers: 3,
      mostRoom: 150,
      priorities: 1,
      senderCycles: 9_000,
      receiverCycles: 500,
      messages: 25,
    },
  },
  {
    name: 'crowd',
    title: 'Three senders, three receivers, and room for 64 messages.',
    parameters: {
      ...{ capacity: 64, senders: 3, receivers: 3, messages: 60, mostBytes: 68 },
      ...{ senderCycles: 900, receiverCycles: 4_000, priorities: 6 },
    },
  },
  { name: 'ranked', title: 'A crowd: what does your code cost?', rankedLike: 'crowd' },
]);
