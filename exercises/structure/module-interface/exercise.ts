/** The interface of modules: what comes at run time is registered, called through its operations, and goes when unused. */
import { MODULE_TABLE_SHAPE } from '../../../simulator/kernel/modules/module-table-interface';
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Modules behind an interface',
  summary: 'Write the table by which a kernel takes, calls and gives up modules that it has never seen.',
  rows: [7],
  difficulty: 1,
  view: definePicture(EVENTS, {
    time: 'step',
    parts: {
      interfaces: {
        kind: 'table',
        title: 'Interfaces',
        key: 'interface',
        columns: ['operations', 'required'],
      },
      modules: {
        kind: 'table',
        title: 'Modules in memory',
        key: 'module',
        columns: ['interface', 'name', 'load', 'ran last'],
      },
      handles: { kind: 'table', title: 'Handles', key: 'handle', columns: ['interface', 'name'] },
    },
    on: {
      described: [
        { part: 'interfaces', row: 'interface', set: { operations: 'operations', required: 'required' } },
      ],
      image: [{ part: 'modules', row: 'image', set: { interface: 'interface', name: 'module' } }],
      loaded: [
        { part: 'modules', row: 'image', set: { load: 'answer' } },
        { part: 'modules', row: 'image', remove: true, when: { answer: -1 } },
      ],
      ran: [
        { part: 'modules', row: 'image', set: { 'ran last': { text: 'operation {operation}: {answer}' } } },
      ],
      opened: [
        {
          part: 'handles',
          row: 'answer',
          set: { interface: 'interface', name: 'module' },
          unless: { answer: -1 },
        },
      ],
      closed: [{ part: 'handles', row: 'handle', remove: true, when: { answer: 0 } }],
    },
  }),
  shape: MODULE_TABLE_SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'MI1', title: 'A module with all that is required is started once and loaded.', points: 15 },
    {
      id: 'MI2',
      title: 'An unknown interface, a missing operation and a name used twice are refused, and nothing runs.',
      points: 20,
    },
    { id: 'MI3', title: 'A module whose start fails is not loaded.', points: 10 },
    { id: 'MI4', title: 'open gives a handle, and call runs the operation of its module.', points: 20 },
    { id: 'MI5', title: 'What is not there is refused, and nothing runs.', points: 15 },
    { id: 'MI6', title: 'unload ends a module that nobody has open, and no other.', points: 10 },
  ],
  budgets: [
    {
      id: 'units',
      title: 'Units that your table uses',
      counter: 'policyUnits',
      unit: 'units',
      points: 10,
      factor: 4,
      slack: 5_000,
    },
  ],
  metric: { counter: 'policyUnits', title: 'Units with forty modules', unit: 'units' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
