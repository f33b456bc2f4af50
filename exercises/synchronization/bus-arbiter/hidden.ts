import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'crowded-bus',
    title: 'Eight cores that hardly compute, on a bus.',
    parameters: { cores: 8, thinkCycles: 3 },
  },
  {
    name: 'quiet-bus',
    title: 'Cores on a bus that seldom meet.',
    parameters: { thinkCycles: 60, accessCycles: 4, accesses: 100 },
  },
  {
    name: 'one-hot-memory',
    title: 'An interconnect; most accesses are to memory 0.',
    parameters: { path: 'interconnect', cores: 8, hot: 70, thinkCycles: 4 },
  },
  {
    name: 'quiet-interconnect',
    title: 'Cores on an interconnect that seldom meet.',
    parameters: { path: 'interconnect', memories: 4, thinkCycles: 60, accesses: 100 },
  },
  {
    name: 'many-memories',
    title: 'An interconnect to eight memories.',
    parameters: { path: 'interconnect', cores: 8, memories: 8, thinkCycles: 2, accesses: 300 },
  },
  {
    name: 'sixteen-cores',
    title: 'Sixteen cores and four memories.',
    parameters: { path: 'interconnect', cores: 16, memories: 4, thinkCycles: 8, accesses: 400 },
  },
  { name: 'ranked', title: 'Sixteen cores and four memories.', rankedLike: 'sixteen-cores' },
]);
