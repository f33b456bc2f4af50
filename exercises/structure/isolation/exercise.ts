/** Isolation: what one process may use of another, and what it may not, whatever it asks for. */
import { GRANTS_SHAPE as shape } from '../../../simulator/kernel/processes/grants';
import { defineExercise } from '../../exercise-definition';
import { partsByMethod } from '../../judging/budgets';
import { definePicture } from '../../picture-description';
import { systemPicture } from '../../system-picture';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

const { parts, on } = systemPicture('grants', 'memory', 'processes');

export default defineExercise({
  title: 'Isolation',
  summary: 'Let processes share pages with each other by grants, and refuse all that nobody granted.',
  rows: [8],
  difficulty: 3,
  view: definePicture(EVENTS, {
    parts: {
      request: { kind: 'table', title: 'Request in hand', key: 'process', columns: ['asks', 'rights'] },
      grants: {
        kind: 'table',
        title: 'Grants',
        key: 'grant',
        columns: ['of → to', 'page', 'rights', 'mapped at'],
      },
      forgotten: { kind: 'queue', title: 'Whose translations the cores forgot in this call' },
      users: {
        kind: 'table',
        title: 'Mapped more or less often than to be given back',
        key: 'frame',
        columns: ['entries that name it', 'to be given back'],
      },
      memory: parts.memory,
      processes: parts.processes,
    },
    on: {
      ...on,
      call: [
        { part: 'request', clear: true },
        { part: 'forgotten', clear: true },
        { part: 'users', clear: true },
      ],
      wants: [{ part: 'request', row: 'process', set: { asks: 'what', rights: 'rights' } }],
      forget: [{ part: 'forgotten', push: 'process', text: 'process {process}' }],
      'grant-rights': [
        { part: 'grants', row: 'grant', remove: true },
        { part: 'grants', row: 'grant', set: { rights: 'rights' } },
      ],
      granted: [
        ...(on.granted ?? []).filter(({ part }) => part !== 'grants'),
        {
          ...{ part: 'grants', row: 'answer', unless: { answer: -1 } },
          set: { 'of → to': { text: '{process} → {to}' }, page: { text: '{address:place}' } },
        },
      ],
      'frame-users': [
        {
          part: 'users',
          row: 'frame',
          set: { 'entries that name it': 'entries', 'to be given back': 'users' },
        },
      ],
    },
  }),
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
