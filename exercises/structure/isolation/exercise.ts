/** Isolation: what one process may use of another, and what it may not, whatever it asks for. */
import { GRANTS_SHAPE as shape } from '../../../simulator/kernel/processes/grants';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { systemPicture } from '../../system-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Isolation',
  summary: 'Let processes share pages with each other by grants, and refuse all that nobody granted.',
  rows: [8],
  difficulty: 3,
  view: systemPicture('grants', 'memory', 'processes'),
  shape,
  events: EVENTS.kinds,
  rules: [
    {
      id: 'IS1',
      title: 'A grant that is right gets a number of its own; the ninth at a time gets none.',
      points: 10,
    },
    {
      id: 'IS2',
      title: 'A process grants pages that it has of its own, and nothing else is ever mapped.',
      points: 15,
    },
    { id: 'IS3', title: 'Nobody gets a right that the granter does not have, or did not grant.', points: 10 },
    {
      id: 'IS4',
      title:
        'A grant is for another living process, which alone maps it; who granted it alone takes it back.',
      points: 10,
    },
    { id: 'IS5', title: 'A grant is mapped once, at a free page of the shared area.', points: 10 },
    {
      id: 'IS6',
      title: 'What is mapped is the frame that the granter has there, with the rights asked for.',
      points: 10,
    },
    {
      id: 'IS7',
      title: 'When a grant ends, its mapping is gone and forgotten, and nothing else.',
      points: 15,
    },
    { id: 'IS8', title: 'Every frame is given back as often as it was taken or shared.', points: 10 },
  ],
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Words of tables and records that you load and store',
      counter: 'mechanismAccesses',
      unit: 'accesses',
      parts: partsByMethod(shape, 'Accesses'),
      points: 10,
      factor: 4,
      slack: 12_000,
    },
  ],
  metric: { counter: 'policyCycles', title: 'Cycles in your code, many grants', unit: 'cycles' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
