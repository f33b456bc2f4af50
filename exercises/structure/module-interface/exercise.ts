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
        title: 'Modules',
        key: 'module',
        columns: ['interface', 'name', 'has', 'is', 'ran last'],
      },
      handles: { kind: 'table', title: 'Handles', key: 'handle', columns: ['module', 'interface', 'name'] },
      ran: { kind: 'queue', title: 'What the table ran for this call' },
    },
    on: {
      asked: [{ part: 'ran', clear: true }],
      described: [
        { part: 'interfaces', row: 'interface', set: { operations: 'operations', required: 'required' } },
      ],
      image: [
        {
          part: 'modules',
          row: 'image',
          set: { interface: 'interface', name: 'module', has: 'present', is: { text: 'to be loaded' } },
        },
      ],
      loaded: [
        { part: 'modules', row: 'image', set: { is: { text: 'loaded' } }, when: { answer: 0 } },
        { part: 'modules', row: 'image', set: { is: { text: 'refused' } }, unless: { answer: 0 } },
      ],
      ran: [
        { part: 'modules', row: 'image', set: { 'ran last': { text: '{operation}: {answer}' } } },
        { part: 'ran', push: 'image', text: '{operation} of module {image}, with {argument}: {answer}' },
      ],
      stray: [{ part: 'ran', push: 'address', text: 'no operation, at {address:place}' }],
      opened: [
        {
          part: 'handles',
          row: 'answer',
          set: { module: { text: '{image}' }, interface: 'interface', name: 'module' },
          unless: { answer: -1 },
        },
        { part: 'modules', row: 'image', unless: { image: -1 } },
      ],
      closed: [{ part: 'handles', row: 'handle', remove: true, when: { answer: 0 } }],
      unloaded: [
        { part: 'modules', row: 'image', set: { is: { text: 'unloaded' } }, when: { answer: 0 } },
        { part: 'modules', row: 'image', unless: { image: -1 } },
      ],
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
