import { casesFrom } from '../../judging/cases-from';
import type { QueuesParameters } from './simulation';

const usual: QueuesParameters = {
  cores: 4,
  nodes: 2,
  steady: 6,
  waiting: 6,
  brief: 4,
  rounds: 14,
  lines: 24,
  roundCycles: 300,
  roundsBetweenWaits: 3,
  waitCycles: 4_000,
  tickCycles: 2_500,
  spreadCycles: 6_000,
  atNodeZero: 50,
  steadyTurn: -1,
};

/** Two cores: whoever deals the threads out in turn gives one of them all that are steady. */
const dealtOut = { cores: 2, nodes: 1, waiting: 0, rounds: 24, lines: 16, spreadCycles: 0 };

/** The threads are at home in one node, and the cores of the other are busy too. */
const crowdedNode = { waiting: 0, brief: 0, rounds: 10, tickCycles: 1_500, spreadCycles: 0 };

export default casesFrom(usual, [
  { name: 'mixed', title: 'All kinds of threads on four cores in two nodes.' },
  {
    name: 'one-core',
    title: 'One core: there is only one queue.',
    parameters: { cores: 1, nodes: 1, steady: 4, waiting: 2, brief: 2 },
  },
  {
    name: 'one-node',
    title: 'Four cores with one memory.',
    parameters: { nodes: 1 },
  },
  {
    name: 'steady',
    title: 'Threads that never wait, twice as many as cores.',
    parameters: { steady: 8, waiting: 0, brief: 0 },
  },
  {
    name: 'waiting',
    title: 'Threads that wait after almost every round.',
    parameters: { steady: 1, waiting: 14, brief: 0, roundsBetweenWaits: 1, waitCycles: 8_000 },
  },
  {
    name: 'brief',
    title: 'Many threads that are soon done, one after the other.',
    parameters: { steady: 3, waiting: 0, brief: 40, rounds: 8, spreadCycles: 12_000 },
  },
  {
    name: 'one-memory-full',
    title: 'Almost all memory is in node 0, and the cores of node 1 must help.',
    parameters: { steady: 12, waiting: 4, brief: 2, atNodeZero: 94, rounds: 20 },
  },
  {
    name: 'all-at-home-in-node-one',
    title: 'All memory is in node 1.',
    parameters: { steady: 8, waiting: 4, brief: 2, atNodeZero: 0 },
  },
  {
    name: 'all-at-once',
    title: '24 threads are created at the same cycle.',
    parameters: { spreadCycles: 0, steady: 20, waiting: 0, brief: 4, nodes: 1 },
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores.',
    parameters: { cores: 8, steady: 2, waiting: 4, brief: 1 },
  },
  {
    name: 'six-cores',
    title: 'Six cores in two nodes.',
    parameters: { cores: 6, steady: 10, waiting: 8, brief: 6 },
  },
  {
    name: 'long-run',
    title: 'Threads that stay for long, on two cores of two nodes.',
    parameters: { cores: 2, steady: 5, waiting: 5, brief: 0, rounds: 60, tickCycles: 1_500 },
  },
  {
    name: 'two-each',
    title: 'Two threads for each of two cores, and both want to run.',
    parameters: { cores: 2, nodes: 1, steady: 4, waiting: 0, brief: 0, rounds: 90 },
  },
  {
    name: 'one-more',
    title: 'One thread more than cores, and all want to run for long.',
    parameters: {
      ...{ cores: 2, nodes: 1, steady: 3, waiting: 0, brief: 0 },
      rounds: 120,
      tickCycles: 1_500,
    },
    distinguishes: ['preempts-for-two'],
  },
  {
    name: 'brief-at-home',
    title: 'While all cores have enough to do, many come that are soon done: each is at home in one node.',
    parameters: {
      ...{ steady: 4, waiting: 0, brief: 56 },
      ...{ rounds: 30, lines: 20, spreadCycles: 25_000 },
    },
  },
  {
    name: 'often-dry',
    title: 'Eight cores that often run dry beside others that do not.',
    parameters: {
      ...{ cores: 8, steady: 0, waiting: 30, brief: 0 },
      roundsBetweenWaits: 2,
      waitCycles: 3_000,
    },
  },
  {
    name: 'sixty-four',
    title: 'As many threads as there can be, on two cores.',
    parameters: { cores: 2, nodes: 1, steady: 40, waiting: 12, brief: 12, rounds: 3, spreadCycles: 0 },
  },
  {
    name: 'one-long-queue',
    title: 'As many threads as there can be, in the queue of the only core.',
    parameters: { cores: 1, nodes: 1, steady: 40, waiting: 12, brief: 12, rounds: 2, spreadCycles: 0 },
    distinguishes: ['forty-at-a-core'],
  },
  {
    name: 'ends-elsewhere',
    title: 'At one core all want to run for long, at the other they are soon done.',
    parameters: { ...dealtOut, steady: 32, brief: 30, steadyTurn: 1 },
  },
  {
    name: 'ends-here',
    title: 'The same the other way round.',
    parameters: { ...dealtOut, steady: 28, brief: 28, steadyTurn: 0 },
  },
  {
    name: 'home-of-all',
    title: 'Forty threads that never wait, and all but two are at home at core 0.',
    parameters: { ...crowdedNode, cores: 2, steady: 40, atNodeZero: 95 },
  },
  {
    name: 'one-core-in-node-one',
    title: 'Three cores, and all but two of 44 threads are at home at the last.',
    parameters: { ...crowdedNode, cores: 3, steady: 44, atNodeZero: 5 },
  },
  {
    name: 'enough-in-each-node',
    title: 'Cores run dry, but seldom all of a node.',
    parameters: {
      ...{ cores: 8, steady: 16, waiting: 24, brief: 0 },
      ...{ rounds: 30, lines: 36, roundCycles: 1_000, roundsBetweenWaits: 4, waitCycles: 6_000 },
      ...{ tickCycles: 2_000, spreadCycles: 0 },
    },
  },
  {
    name: 'enough-and-more-lines',
    title: 'The same with more lines: to be far away costs more.',
    parameters: {
      ...{ cores: 8, steady: 16, waiting: 24, brief: 0 },
      ...{ rounds: 30, lines: 40, roundCycles: 1_000, roundsBetweenWaits: 4, waitCycles: 6_000 },
      ...{ tickCycles: 2_000, spreadCycles: 0 },
    },
  },
  {
    name: 'crowd',
    title: '48 threads on 8 cores in two nodes.',
    parameters: { cores: 8, steady: 20, waiting: 20, brief: 8, rounds: 16 },
  },
  { name: 'leaderboard', title: '48 threads on 8 cores: when are they done?', rankedLike: 'crowd' },
]);
