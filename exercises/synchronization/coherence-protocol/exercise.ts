/** The table of a coherence protocol, MSI and then MESI, which the caches of the machine run. */

import { BUS_TRANSACTIONS } from '../../../simulator/hardware/caches/memory-listener';
import { defineExercise } from '../../exercise-definition';
import { definePicture, type PictureEffect } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, LINE_BYTES, QUESTIONS, simulate } from './simulation';

const LINE_WORDS = LINE_BYTES / 4;
const CORES = ['core 0', 'core 1', 'core 2', 'core 3'];

/** The diagram is of the line that the event is about. */
const OF_LINE: PictureEffect = { part: 'diagram', of: 'line' };

/** By its number on the bus; all but an announcement move a line. */
const transactions: readonly PictureEffect[] = (
  [
    ['read', 'read', LINE_WORDS],
    ['readExclusive', 'read to write', LINE_WORDS],
    ['upgrade', 'announce a store', 0],
    ['writeBack', 'flush', LINE_WORDS],
  ] as const
).map(([kind, transaction, amount]) => ({
  ...{ part: 'bus', by: 'core', transaction, text: 'line {line}', amount },
  when: { transaction: BUS_TRANSACTIONS.indexOf(kind) },
}));

export default defineExercise({
  title: 'Coherence protocol',
  summary: 'Write the table by which caches keep one value for each word: MSI, then MESI.',
  rows: [122, 124],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'access',
    parts: {
      diagram: {
        kind: 'diagram',
        title: 'States',
        noun: 'core',
        count: { parameter: 'cores' },
        thing: 'line',
        names: ['invalid', 'shared', 'exclusive', 'modified'],
      },
      lines: { kind: 'table', title: 'Lines', key: 'line', columns: [...CORES, 'last store'] },
      bus: {
        kind: 'traffic',
        title: 'Bus',
        noun: 'core',
        count: { parameter: 'cores' },
        transactions: ['read', 'read to write', 'announce a store', 'flush'],
        unit: 'words',
      },
      protocol: { kind: 'table', title: 'Your table', key: 'state', columns: [...QUESTIONS] },
    },
    on: {
      answer: [
        { part: 'diagram', from: 'state', to: 'next', text: '{question}' },
        {
          ...{ part: 'protocol', row: 'state', column: { field: 'question' } },
          value: { text: '{next}, {request:place}' },
        },
      ],
      moves: [
        { part: 'diagram', of: 'line', who: 'core', from: 'from', to: 'state' },
        { part: 'lines', row: 'line', column: { field: 'core' }, value: 'state' },
        { part: 'protocol', row: 'from' },
      ],
      load: [OF_LINE, { part: 'lines', row: 'line' }],
      store: [
        OF_LINE,
        { part: 'lines', row: 'line', set: { 'last store': { text: '{value} by core {core}' } } },
      ],
      bus: [OF_LINE, ...transactions],
      flushed: [OF_LINE, { part: 'lines', row: 'line' }],
      loaded: [OF_LINE, { part: 'lines', row: 'line' }],
    },
  }),
  shape: {
    className: 'Protocol',
    methods: { onLoadMiss: 1, onStore: 1, onEvict: 1, onBus: 2 },
    programs: {},
    services: {},
  },
  events: EVENTS.kinds,
  rules: [
    { id: 'CP1', title: 'Each answer is one that a cache can carry out.', points: 5 },
    {
      id: 'CP2',
      title: 'One writer or many readers: where a cache may write, no other has a copy that gets old.',
      points: 30,
    },
    {
      id: 'CP3',
      title: 'Words that memory lacks are flushed for whoever fetches them, and before they go.',
      points: 25,
    },
    {
      id: 'CP4',
      title: 'Nothing goes on the bus that memory and the other caches need not know.',
      points: 15,
    },
    { id: 'CP5', title: 'A copy goes only when another core writes.', points: 10 },
  ],
  budgets: [
    {
      id: 'bus-transactions',
      title: 'Bus transactions',
      counter: 'busTransactions',
      unit: 'bus transactions',
      points: 15,
      factor: 1,
      margin: 0,
    },
  ],
  metric: { counter: 'policyUnits', title: 'Steps that making the table took', unit: 'units' },
  limits: { unitsPerCase: 100_000 },
  showFailures: true,
  simulate,
  judge,
});
