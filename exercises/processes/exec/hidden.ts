import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'shell',
    title: 'Children of a shell in machine code.',
    parameters: { code: 'machine code', programPages: 3 },
  },
  {
    name: 'refusals',
    title: 'A shell in machine code asks for what cannot be run or read.',
    parameters: { code: 'machine code', lists: 'good and bad', damaged: true, programPages: 3 },
  },
  {
    name: 'too-large',
    title: 'A shell in machine code, and programs for which memory does not suffice.',
    parameters: { code: 'machine code', programPages: 12, frames: 64 },
    distinguishes: ['registers-before-memory'],
  },
  {
    name: 'no-memory',
    title: 'Memory runs out at every step of the loading.',
    parameters: { workload: 'staircase', programPages: 3, frames: 70 },
  },
  { name: 'large', title: 'Programs of many pages.', parameters: { programPages: 12, frames: 160 } },
  {
    name: 'leaderboard',
    title: 'Programs of many pages: how few words does exec look at?',
    rankedLike: 'large',
    seeds: 2,
  },
]);
