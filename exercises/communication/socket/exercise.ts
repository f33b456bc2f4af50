/** A socket: messages past the protocol stack within a host, and through it between two. */
import { SOCKET_SHAPE } from '../../../simulator/kernel/communication/channel-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { channelPicture } from '../channel-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A socket',
  summary:
    'Pass the protocol stack by within one host; between two, go down and up, and drop what the wire damaged.',
  rows: [109],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      ...channelPicture.parts,
      stack: { kind: 'queue', title: 'Layers that the call has passed, in order' },
    },
    on: {
      ...channelPicture.on,
      'transfer-begun': [...(channelPicture.on['transfer-begun'] ?? []), { part: 'stack', clear: true }],
      'goes-on': [{ part: 'stack', clear: true }],
      layer: [{ part: 'stack', push: 'layer' }],
      damaged: [{ part: 'buffers', buffer: 'channel', at: 'offset', text: 'damaged on the wire' }],
    },
  }),
  shape: SOCKET_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'SO1', title: 'Messages come out in the order of sending.', points: 10 },
    { id: 'SO2', title: 'A message comes out whole, and nothing of another one with it.', points: 10 },
    { id: 'SO3', title: 'Within one host a message passes no layer.', points: 20 },
    { id: 'SO4', title: 'Between hosts it passes all layers, down and up.', points: 15 },
    { id: 'SO5', title: 'What the wire damaged is dropped and never received; nothing else is.', points: 15 },
    { id: 'SO6', title: 'What does not fit is refused, and nothing else; the message stays.', points: 5 },
    { id: 'SO7', title: 'A call sleeps only when it must: the socket is full, or empty.', points: 5 },
    { id: 'SO8', title: 'Who can go on does not stay asleep.', points: 5 },
    { id: 'SO9', title: 'Who has slept longest is woken first, and nobody in vain.', points: 5 },
  ],
  budgets: [
    {
      id: 'policy-cycles',
      title: 'Cycles of your code',
      counter: 'policyCycles',
      unit: 'cycles',
      points: 10,
      factor: 4,
      slack: 5_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
