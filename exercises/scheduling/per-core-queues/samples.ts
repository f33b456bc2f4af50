import { samplesFrom } from '../../judging/cases-from';
import type { QueuesParameters } from './simulation';

const usual: QueuesParameters = {
  cores: 2,
  nodes: 1,
  steady: 3,
  waiting: 2,
  brief: 1,
  rounds: 8,
  lines: 16,
  roundCycles: 300,
  roundsBetweenWaits: 3,
  waitCycles: 4_000,
  tickCycles: 2_000,
  spreadCycles: 3_000,
  atNodeZero: 50,
  steadyTurn: -1,
};

export default samplesFrom(usual, [
  { name: 'two-cores', title: 'Six threads on two cores with one memory.', seed: 31 },
  {
    name: 'unequal',
    title: 'Three cores, and threads of which some are soon done.',
    seed: 32,
    parameters: { cores: 3, steady: 4, waiting: 2, brief: 6, rounds: 16 },
  },
  {
    name: 'two-nodes',
    title: 'Four cores in two nodes, each with its memory.',
    seed: 33,
    parameters: { cores: 4, nodes: 2, steady: 6, waiting: 4, brief: 2, rounds: 12, lines: 24 },
  },
]);
