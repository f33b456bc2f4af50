import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'generations',
    title: 'Children of children: frames with many holders.',
    parameters: { processes: 8, frames: 80, forks: 12, exits: 5, steps: 400 },
  },
  {
    name: 'short-lives',
    title: 'Processes that end soon: numbers are given again.',
    parameters: { forks: 15, exits: 13, steps: 400 },
  },
  {
    name: 'writers',
    title: 'Nearly all references are writes.',
    parameters: { writes: 90, forks: 8 },
  },
  {
    name: 'hardly-a-frame',
    title: 'Hardly a frame for a copy.',
    parameters: { frames: 11, processes: 5, exits: 2, steps: 350 },
  },
  {
    name: 'read-only',
    title: 'Most pages are read-only, and are written to now and then.',
    parameters: { readOnly: 5, strays: 60, steps: 400 },
  },
  {
    name: 'wide',
    title: 'Eight processes with forty pages each.',
    parameters: { processes: 8, pages: 40, frames: 330, readOnly: 6, steps: 600, forks: 4, exits: 2 },
  },
  {
    name: 'all-there-is',
    title: 'Eight processes with sixty-four pages each, and a frame for each of them.',
    parameters: { processes: 8, pages: 64, frames: 512, steps: 1_000, writes: 90, forks: 2, exits: 1 },
    distinguishes: ['frames-of-eight-bits'],
  },
  { name: 'ranked', title: 'Forty pages: how many services does it take?', rankedLike: 'wide' },
]);
