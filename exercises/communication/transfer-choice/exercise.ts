/** Copy or map: which way data go, by what each costs on the machine at hand. */
import { TRANSFER_CHOICE_SHAPE } from '../../../simulator/kernel/communication/transfer-choice-interface';
import { defineExercise } from '../../exercise-definition';
import { policyCycles } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Copy or map',
  summary: 'Decide for each transfer whether the kernel copies it or both sides map a segment.',
  rows: [113],
  difficulty: 1,
  view: definePicture(EVENTS, {
    time: 'transfer',
    parts: {
      costs: { kind: 'table', title: 'Measured costs', key: 'what', columns: ['cycles'] },
      next: {
        kind: 'table',
        title: 'What it is made of',
        key: 'uses',
        columns: ['words', 'exchanges each', 'pages for all'],
      },
      transfers: { kind: 'table', title: 'Latest of each answer', key: 'answer', columns: ['bytes', 'uses'] },
    },
    on: {
      cost: [{ part: 'costs', row: 'what', set: { cycles: 'cycles' } }],
      asked: [
        { part: 'next', clear: true },
        {
          part: 'next',
          row: 'uses',
          set: { words: 'words', 'exchanges each': 'calls', 'pages for all': 'pages' },
        },
      ],
      transfer: [{ part: 'transfers', row: 'how', set: { bytes: 'bytes', uses: 'uses' } }],
      'bad-answer': [{ part: 'transfers', row: 'answer', set: { bytes: 'bytes', uses: 'uses' } }],
    },
  }),
  shape: TRANSFER_CHOICE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'TC1', title: 'Each answer is COPY or MAP.', points: 10 },
    { id: 'TC2', title: 'Nothing is copied that costs more than 5 % more so than mapped.', points: 40 },
    { id: 'TC3', title: 'Nothing is mapped that costs more than 5 % more so than copied.', points: 40 },
  ],
  budgets: [policyCycles(TRANSFER_CHOICE_SHAPE, { title: 'Cycles that your code takes', points: 10 })],
  metric: { counter: 'policyCycles', title: 'Cycles of your code', unit: 'cycles' },
  limits: { unitsPerCase: 100_000_000 },
  showFailures: true,
  simulate,
  judge,
});
