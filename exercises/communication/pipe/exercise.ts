/** A pipe: bytes from writers to readers through a ring, and who sleeps until when. */
import { PIPE_SHAPE } from '../../../simulator/kernel/communication/channel-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A pipe',
  summary: 'Carry bytes through a ring, put to sleep who has to wait, and wake who can go on.',
  rows: [107],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      processes: {
        kind: 'table',
        title: 'Calls',
        key: 'process',
        columns: ['call', 'of', 'last copy', 'state'],
      },
      asleep: { kind: 'queue', title: 'Asleep at the pipe' },
      ring: {
        kind: 'buffer',
        title: 'In the ring, what is to be read first at the top',
        bytes: { parameter: 'capacity' },
      },
      ends: {
        kind: 'slots',
        title: 'Ends',
        names: ['read end', 'write end'],
        empty: 'somebody has it',
      },
    },
    on: {
      'transfer-begun': [
        {
          part: 'processes',
          row: 'process',
          set: {
            call: 'receives',
            of: { text: '{bytes:count bytes}' },
            'last copy': { text: '' },
            state: { text: 'in its call' },
          },
        },
      ],
      copied: [
        {
          part: 'processes',
          row: 'process',
          set: { 'last copy': { text: '{bytes} into the ring at {offset}' } },
        },
        { part: 'ring', put: 'offset', length: 'bytes', text: 'of process {process}' },
      ],
      'copied-out': [
        {
          part: 'processes',
          row: 'process',
          set: { 'last copy': { text: '{bytes} out of the ring at {offset}' } },
        },
        { part: 'ring', take: 'offset', length: 'bytes' },
      ],
      'bad-copy': [
        {
          part: 'processes',
          row: 'process',
          set: { 'last copy': { text: 'none: {bytes} at {offset} refused' } },
        },
      ],
      'end-closed': [{ part: 'ends', slot: 'end', value: 'end', text: 'nobody has it' }],
      'falls-asleep': [
        { part: 'processes', row: 'process', set: { state: { text: 'asleep' } } },
        { part: 'asleep', push: 'process', text: 'process {process}' },
      ],
      'woken-at': [
        { part: 'asleep', remove: 'process', when: { asleep: 1 } },
        { part: 'processes', row: 'process', set: { state: { text: 'woken' } }, when: { asleep: 1 } },
      ],
      'transfer-over': [{ part: 'processes', row: 'process', set: { state: { text: 'answered {answer}' } } }],
      over: [{ part: 'processes', row: 'process', set: { state: { text: 'over' } } }],
    },
  }),
  shape: PIPE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'PI1', title: 'Bytes come out as they went in: each once, in order.', points: 20 },
    {
      id: 'PI2',
      title: 'No byte is overwritten before it was read, and none lies outside of the ring.',
      points: 15,
    },
    { id: 'PI3', title: 'A call moves all that it can, and sleeps only when it must.', points: 20 },
    { id: 'PI4', title: 'Who can go on does not stay asleep.', points: 15 },
    { id: 'PI5', title: 'Who has slept longest is woken first, and nobody in vain.', points: 10 },
    {
      id: 'PI6',
      title: 'The end of the stream is told once the ring is empty, and a write without readers refused.',
      points: 10,
    },
  ],
  budgets: [
    {
      id: 'copies',
      title: 'Copies between processes and the ring',
      counter: 'copies',
      unit: 'copies',
      points: 10,
      factor: 2.2,
      slack: 8,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
