/** The arbiter of a bus or an interconnect: whose access to memory begins. */
import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

const SHAPE = {
  className: 'Arbiter',
  methods: { requested: 2, ended: 2, granted: 0 },
  programs: {},
  services: {},
};

export default defineExercise({
  title: 'Bus arbiter',
  summary: 'Decide whose access begins: one at a time on a bus, one a memory on an interconnect.',
  rows: [121],
  difficulty: 1,
  view: definePicture(EVENTS, {
    parts: {
      cores: {
        kind: 'lanes',
        title: 'Cores',
        noun: 'core',
        count: { parameter: 'cores' },
        states: { computes: 'running', waits: 'blocked', accesses: 'kernel' },
      },
      memories: {
        kind: 'slots',
        title: 'Memories',
        noun: 'memory',
        count: { parameter: 'memories' },
        empty: 'free',
      },
      accesses: {
        kind: 'traffic',
        title: 'Traffic to the memories',
        noun: 'core',
        count: { parameter: 'cores' },
        transactions: ['access'],
      },
      waiting: { kind: 'queue', title: 'Waiting', noun: 'memory', count: { parameter: 'memories' } },
    },
    on: {
      requests: [
        { part: 'cores', lane: 'core', state: 'waits', text: '{memory}' },
        { part: 'waiting', queue: 'memory', push: 'core', text: 'core {core}' },
        {
          ...{ part: 'accesses', by: 'core', stage: 'asks', transaction: 'access' },
          text: 'memory {memory}',
        },
      ],
      begins: [
        { part: 'cores', lane: 'core', state: 'accesses', text: '{memory}' },
        { part: 'waiting', remove: 'core' },
        { part: 'accesses', by: 'core', stage: 'begins' },
        { part: 'memories', slot: 'memory', value: 'core', text: 'core {core}' },
      ],
      ends: [
        { part: 'cores', lane: 'core', state: 'computes' },
        { part: 'accesses', by: 'core', stage: 'ends' },
        { part: 'memories', slot: 'memory', clear: true },
      ],
      collides: [{ part: 'memories', slot: 'busy' }],
    },
  }),
  shape: SHAPE,
  events: EVENTS.kinds,
  rules: [
    { id: 'BA1', title: 'Only cores that wait are granted.', points: 10 },
    { id: 'BA2', title: 'One access at a time is in flight: on the bus, or to each memory.', points: 30 },
    { id: 'BA3', title: 'Nobody waits for a path that is free.', points: 25 },
    { id: 'BA4', title: 'On each path the waiting cores are granted in turn.', points: 25 },
  ],
  budgets: [
    {
      id: 'units',
      title: 'Steps that your code takes',
      counter: 'policyUnits',
      unit: 'units',
      points: 10,
      factor: 8,
      slack: 2_000,
    },
  ],
  metric: { counter: 'policyUnits', title: 'Steps that your code takes', unit: 'units' },
  limits: { unitsPerCase: 20_000_000 },
  showFailures: true,
  simulate,
  judge,
});
