/** Marshalling as an exercise. */
import { defineExercise } from '../../exercise-definition';
import { Judge } from './judge';
import { RULES } from './rules';
import type { Parameters, Result } from './simulation';
import { EVENTS, simulate } from './simulation';

export default defineExercise<Parameters, Result>({
  title: 'Marshalling in XDR',
  summary: 'Turn records into messages and back, byte for byte, and survive messages that lie.',
  rows: [169, 170, 171, 172],
  difficulty: 3,
  view: 'bytes',
  shape: {
    className: 'XdrCodec',
    methods: { marshal: 4, unmarshal: 4 },
    programs: {},
    services: { loadByte: 1, storeByte: 2, loadWord: 1, storeWord: 2, allocate: 1 },
  },
  events: EVENTS.kinds,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of both directions',
      counter: 'memoryAccesses',
      unit: 'accesses',
      parts: [
        { counter: 'marshalAccesses', title: 'marshal' },
        { counter: 'unmarshalAccesses', title: 'unmarshal' },
      ],
      points: 5,
      factor: 4,
    },
    {
      id: 'copied-bytes',
      title: 'Bytes stored into message buffers: one copy for each argument',
      counter: 'copiedBytes',
      unit: 'bytes',
      points: 5,
      factor: 1.75,
      margin: 0.4,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge: (input) => new Judge(input).run(),
});
