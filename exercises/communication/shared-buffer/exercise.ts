/** A buffer in shared memory: messages between two processes, without the kernel once it is set up. */
import { SHARED_BUFFER_SHAPE } from '../../../simulator/kernel/communication/shared-buffer-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'A buffer in shared memory',
  summary: 'Hand messages from process to process through a segment: the kernel only sets it up.',
  rows: [110],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      buffer: { kind: 'queue', title: 'Messages handed over and not yet read' },
      calls: { kind: 'table', title: 'Calls', key: 'process', columns: ['call', 'took', 'state'] },
      receiver: { kind: 'table', title: 'Latest read', key: 'message', columns: ['whole', 'by'] },
      words: {
        kind: 'table',
        title: 'Words of the segment that were stored to',
        key: 'word',
        columns: ['holds', 'stored by'],
      },
      spaces: { kind: 'space', title: 'The segment in both address spaces', noun: 'process' },
    },
    on: {
      shares: [
        { part: 'spaces', space: 'process', map: 'page', frame: 'frame', rights: { text: '{rights}' } },
      ],
      begins: [
        {
          part: 'calls',
          row: 'process',
          set: { call: { text: '{program}' }, took: { text: '' }, state: { text: 'under way' } },
        },
      ],
      cost: [
        {
          part: 'calls',
          row: 'process',
          set: { took: { text: '{loads:count loads}, {stores:count stores}, {calls:count system calls}' } },
        },
      ],
      returns: [{ part: 'calls', row: 'process', set: { state: { text: 'answered {answer:place}' } } }],
      astray: [{ part: 'calls', row: 'process', set: { state: { text: 'names {address:place}: astray' } } }],
      'bad-place': [
        { part: 'calls', row: 'process', set: { state: { text: 'no message at {address:place}' } } },
      ],
      'gives-up': [{ part: 'calls', row: 'process', set: { state: { text: 'gives up' } } }],
      put: [{ part: 'buffer', push: 'message', text: 'message {message}' }],
      read: [
        { part: 'buffer', remove: 'message' },
        { part: 'receiver', clear: true },
        {
          part: 'receiver',
          row: 'message',
          set: { whole: { text: 'yes' }, by: { text: '{program}' } },
          when: { word: -1 },
        },
        {
          part: 'receiver',
          row: 'message',
          set: { whole: { text: 'no: word {word} is of message {found}' }, by: { text: '{program}' } },
          unless: { word: -1 },
        },
        {
          part: 'receiver',
          row: 'message',
          set: { whole: { text: 'no: word {word} is of no message' } },
          when: { found: 0 },
          unless: { word: -1 },
        },
      ],
      'message-word': [
        {
          ...{ part: 'words', row: 'word' },
          set: {
            holds: { text: 'message {message}, part {part}' },
            'stored by': { text: 'process {process}' },
          },
        },
      ],
      'control-word': [
        {
          ...{ part: 'words', row: 'word' },
          set: { holds: 'value', 'stored by': { text: 'process {process}' } },
        },
      ],
      'address-word': [
        {
          ...{ part: 'words', row: 'word' },
          set: { holds: { text: '{address:place}' }, 'stored by': { text: 'process {process}' } },
        },
      ],
    },
  }),
  shape: SHARED_BUFFER_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'SB1', title: 'Setting up takes two calls to the kernel for each process.', points: 10 },
    { id: 'SB2', title: 'A message takes none.', points: 10 },
    { id: 'SB3', title: 'Messages come out whole, in the order of sending, each once.', points: 15 },
    {
      id: 'SB4',
      title: 'Nobody reads a message before it is all there, or when its place is used again.',
      points: 20,
    },
    { id: 'SB5', title: 'The buffer is full with all its places taken, and empty with none.', points: 15 },
    {
      id: 'SB6',
      title: 'send and receive copy each word once, the others copy nothing; no call waits.',
      points: 10,
    },
    { id: 'SB7', title: 'Only segment and message are touched, at whatever address.', points: 10 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words that you load and store',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 10,
      factor: 5,
      slack: 100,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Words loaded and stored', unit: 'accesses' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
