/** Rewind and replay: what must be recorded of a process so that it can be brought back to any step. */
import { REPLAY_SHAPE } from '../../../simulator/kernel/memory/checkpoints/replay-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Rewind and replay',
  summary:
    'Record of a process what does not follow from its state, and bring it back to any step that it did.',
  rows: [104],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'step',
    parts: {
      line: {
        kind: 'lanes',
        title: 'The run: each step is a unit of time, those done again too, and so is each jump',
        names: ['process', 'its state', 'checkpoint', 'log'],
        states: {
          'first time': 'running',
          jump: 'switching',
          again: 'ready',
          'as then': 'idle',
          differs: 'blocked',
          taken: 'kernel',
          restored: 'switching',
          entry: 'interrupt',
          none: 'none',
        },
      },
      steps: {
        kind: 'table',
        title: 'What is done again, by steps done',
        key: 'steps',
        columns: ['signals then', 'signals now', 'answers in the next step', 'hash', 'state'],
      },
      recorded: {
        kind: 'table',
        title: 'Recorded: what was asked for last',
        key: 'of each kind',
        columns: ['the kernel has', 'the process gets'],
      },
      signals: { kind: 'queue', title: 'Signals that arrived' },
      checkpoints: { kind: 'slots', title: 'Checkpoints', noun: 'checkpoint', pointers: ['restored'] },
      log: { kind: 'slots', title: 'Log', noun: 'entry' },
    },
    on: {
      checkpoint: [
        { part: 'checkpoints', slot: 'checkpoint', value: 'step', text: 'step {step}, {saved:count pages}' },
        { part: 'line', lane: 2, state: 'taken', text: '{checkpoint}' },
      ],
      signal: [{ part: 'signals', push: 'signal', text: '{signal} after {step:count steps}' }],
      asked: [
        {
          ...{ part: 'recorded', row: 'kind', name: '{kind}' },
          set: { 'the kernel has': 'answer', 'the process gets': 'given' },
        },
      ],
      logged: [
        { part: 'log', slot: 'entry', value: 'first', text: '{first}, {second}' },
        { part: 'line', lane: 3, state: 'entry' },
      ],
      done: [
        { part: 'line', lane: 0, state: 'first time' },
        { part: 'line', lane: 2, state: 'none' },
        { part: 'line', lane: 3, state: 'none' },
      ],
      rewind: [
        { part: 'line', lane: 0, state: 'jump', text: 'to {step}' },
        { part: 'line', lane: 2, state: 'none' },
      ],
      restored: [
        { part: 'checkpoints', slot: 'checkpoint', pointer: 'restored' },
        { part: 'line', lane: 1, state: 'as then' },
        { part: 'line', lane: 2, state: 'restored', text: '{checkpoint}' },
        { part: 'steps', clear: true },
        {
          part: 'steps',
          row: 'step',
          set: {
            'signals then': 'signals',
            'signals now': { text: 'none' },
            state: { text: 'from checkpoint {checkpoint}' },
          },
        },
      ],
      delivered: [{ part: 'steps', row: 'step', set: { 'signals now': { text: 'signal {signal}' } } }],
      outside: [
        {
          ...{ part: 'steps', row: 'step' },
          set: { 'answers in the next step': { text: '{kind}: asked again, {answer}' } },
        },
      ],
      replied: [
        { part: 'steps', row: 'step', set: { 'answers in the next step': { text: '{kind}: {given}' } } },
      ],
      'replied-otherwise': [
        { part: 'line', lane: 1, state: 'differs' },
        {
          part: 'steps',
          row: 'step',
          set: { 'answers in the next step': { text: '{kind}: {given}, then {then}' } },
        },
      ],
      again: [
        { part: 'line', lane: 0, state: 'again' },
        { part: 'line', lane: 1, state: 'as then' },
        { part: 'line', lane: 2, state: 'none' },
        {
          part: 'steps',
          row: 'step',
          set: {
            'signals then': 'signals',
            'signals now': { text: 'none' },
            hash: 'hash',
            state: { text: 'as then' },
          },
        },
      ],
      'again-otherwise': [
        { part: 'line', lane: 0, state: 'again' },
        { part: 'line', lane: 1, state: 'differs' },
        { part: 'line', lane: 2, state: 'none' },
        {
          part: 'steps',
          row: 'step',
          set: {
            'signals then': 'signals',
            'signals now': { text: 'none' },
            hash: { text: '{hash}, then {then}' },
            state: { text: 'differs' },
          },
        },
      ],
      stands: [{ part: 'steps', row: 'step', set: { state: { text: 'stands here, wanted: {wanted}' } } }],
    },
  }),
  shape: REPLAY_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'RW1', title: 'While it is recorded, the process gets what the kernel answers.', points: 10 },
    { id: 'RW2', title: 'A rewind ends, at exactly the step that was asked for.', points: 15 },
    { id: 'RW3', title: 'There the state of the process has the hash that it had then.', points: 25 },
    { id: 'RW4', title: 'Signals are delivered between the same two steps as then.', points: 20 },
    { id: 'RW5', title: 'Nothing is asked of the outside again.', points: 15 },
  ],
  budgets: [
    {
      id: 'log',
      title: 'Entries of the log',
      counter: 'logEntries',
      unit: 'entries',
      points: 5,
      factor: 1.5,
      slack: 10,
      margin: 0.3,
    },
    {
      id: 'checkpoints',
      title: 'Bytes that checkpoints keep',
      counter: 'checkpointBytes',
      unit: 'bytes',
      points: 5,
      factor: 2,
      slack: 16_384,
    },
    {
      id: 'replay',
      title: 'Steps done again in rewinds',
      counter: 'replayedSteps',
      unit: 'steps',
      points: 5,
      factor: 2.5,
      slack: 20,
    },
  ],
  metric: { counter: 'replayedSteps', title: 'Steps done again in rewinds', unit: 'steps' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
