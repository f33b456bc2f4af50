/** A port: short messages between clients and servers, and what a round trip takes. */
import { PORT_SHAPE } from '../../../simulator/kernel/communication/channel-interface';
import { defineExercise } from '../../exercise-definition';
import { channelPicture } from '../channel-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A port',
  summary:
    'Carry short messages through the kernel: a request and its reply in four crossings and four copies.',
  rows: [106],
  difficulty: 1,
  view: channelPicture,
  shape: PORT_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PO1', title: 'Messages come out in the order of sending.', points: 15 },
    { id: 'PO2', title: 'A message comes out whole, and nothing of another one with it.', points: 15 },
    { id: 'PO3', title: 'What does not fit is refused, and nothing else; the message stays.', points: 10 },
    { id: 'PO4', title: 'A call sleeps only when it must: the port is full, or empty.', points: 15 },
    { id: 'PO5', title: 'Who can go on does not stay asleep.', points: 15 },
    { id: 'PO6', title: 'Who has slept longest is woken first, and nobody in vain.', points: 10 },
    { id: 'PO7', title: 'A round trip takes four crossings and four copies.', points: 10 },
  ],
  budgets: [
    {
      id: 'policy-cycles',
      title: 'Cycles of your code',
      counter: 'policyCycles',
      unit: 'cycles',
      points: 10,
      factor: 6,
      slack: 5_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
