/** A read in a microkernel: a file-system server and a disk server that know each other by messages only. */
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: 'Servers of a microkernel',
  summary: 'Write a file server and a disk server that answer reads of many clients by messages.',
  rows: [6],
  difficulty: 2,
  view: definePicture(EVENTS, {
    parts: {
      servers: {
        kind: 'lanes',
        title: 'Servers',
        names: ['kernel', 'init', 'file server', 'disk server'],
        states: { waiting: 'none', working: 'running', disk: 'blocked', over: 'none' },
      },
      requests: {
        kind: 'table',
        title: 'Requests',
        key: 'ticket',
        columns: ['client', 'file', 'offset', 'status', 'word'],
      },
    },
    on: {
      asked: [
        {
          part: 'requests',
          row: 'ticket',
          set: { client: 'client', file: 'file', offset: 'offset', status: { text: '' }, word: { text: '' } },
        },
      ],
      answered: [{ part: 'requests', row: 'ticket', set: { status: 'status', word: 'word' } }],
      waits: [{ part: 'servers', lane: 'server', state: 'waiting' }],
      received: [{ part: 'servers', lane: 'server', state: 'working', text: 'from {sender}' }],
      sent: [{ part: 'servers', lane: 'server', state: 'working', text: 'to {to}' }],
      reads: [{ part: 'servers', lane: 'server', state: 'disk', text: 'sector {sector}' }],
      read: [{ part: 'servers', lane: 'server', state: 'working' }],
      ended: [{ part: 'servers', lane: 'server', state: 'over' }],
    },
  }),
  shape: {
    className: 'FileServers',
    methods: {},
    programs: { fileServer: 0, diskServer: 0 },
    services: {},
  },
  events: EVENTS.kinds,
  rules: [
    { id: 'MK1', title: 'A word that exists is answered with status 0 and that word.', points: 25 },
    { id: 'MK2', title: 'A word that does not exist is answered with status -1.', points: 15 },
    {
      id: 'MK3',
      title: 'Each answer goes to the client that asked, with its ticket, once.',
      points: 20,
    },
    { id: 'MK4', title: 'Requests that come while others are under way are answered too.', points: 20 },
    { id: 'MK5', title: 'When a client has ended, the others are served as before.', points: 10 },
  ],
  budgets: [
    {
      id: 'crossings',
      title: 'System calls of clients and servers',
      counter: 'crossings',
      unit: 'crossings',
      parts: [
        { counter: 'clientCrossings', title: 'clients' },
        { counter: 'fileServerCrossings', title: 'fileServer' },
        { counter: 'diskServerCrossings', title: 'diskServer' },
      ],
      points: 10,
      factor: 1.5,
      margin: 0.3,
    },
  ],
  metric: { counter: 'cycles', title: 'Time to read words one after the other', unit: 'cycles' },
  limits: { unitsPerCase: 4_000_000 },
  showFailures: true,
  simulate,
  judge,
});
