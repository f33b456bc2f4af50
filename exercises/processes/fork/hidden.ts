import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'family', title: 'Children that fork again.', parameters: { children: 2, generations: 2 } },
  {
    name: 'machine-code',
    title: 'A family in machine code.',
    parameters: { code: 'machine code', children: 2, generations: 2 },
  },
  {
    name: 'wide',
    title: 'Machine code with pages far apart, below several tables, and a stack that is full.',
    parameters: { code: 'machine code', heapPages: 9_000, touchedPages: 7, stackPages: 15 },
  },
  {
    name: 'no-memory',
    title: 'Memory runs out at every step of a copy of several tables.',
    parameters: { workload: 'staircase', touchedPages: 4, heapPages: 2_500, stackPages: 2, frames: 36 },
  },
  {
    name: 'numbers',
    title: 'Numbers of processes are given again, and processes run other programs.',
    parameters: { workload: 'numbers', code: 'machine code', children: 3 },
  },
  {
    name: 'many',
    title: 'Many children of children, some of which find memory full.',
    parameters: { children: 4, generations: 2, touchedPages: 4, frames: 100 },
    distinguishes: ['remembers-breaks'],
  },
  {
    name: 'leaderboard',
    title: 'Many children: how few words does fork look at?',
    rankedLike: 'many',
    seeds: 2,
  },
]);
