/** A message queue: messages with priorities and boundaries, and who sleeps until when. */
import { MESSAGE_QUEUE_SHAPE } from '../../../simulator/kernel/communication/channel-interface';
import { defineExercise } from '../../exercise-definition';
import { channelPicture } from '../channel-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A message queue',
  summary: 'Keep messages with priorities in one buffer, and hand each out whole, the most urgent first.',
  rows: [108],
  difficulty: 2,
  view: channelPicture,
  shape: MESSAGE_QUEUE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'MQ1', title: 'The highest priority comes out first.', points: 15 },
    { id: 'MQ2', title: 'Of one priority the oldest message comes out first.', points: 15 },
    { id: 'MQ3', title: 'A message comes out whole, and nothing of another one with it.', points: 15 },
    { id: 'MQ4', title: 'What does not fit is refused, and nothing else; the message stays.', points: 10 },
    { id: 'MQ5', title: 'A call sleeps only when it must: the queue is full, or empty.', points: 10 },
    { id: 'MQ6', title: 'Who can go on does not stay asleep.', points: 15 },
    { id: 'MQ7', title: 'Who has slept longest is woken first, and nobody in vain.', points: 10 },
  ],
  budgets: [
    {
      id: 'copies',
      title: 'Copies between processes and the buffer',
      counter: 'copies',
      unit: 'copies',
      points: 5,
      factor: 2,
      slack: 4,
    },
    {
      id: 'policy-cycles',
      title: 'Cycles of your code',
      counter: 'policyCycles',
      unit: 'cycles',
      points: 5,
      factor: 14,
      slack: 5_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
