import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'one-frame',
    title: 'A single frame.',
    parameters: { frames: 1, processes: 2, pages: 2, steps: 150 },
  },
  {
    name: 'many-processes',
    title: 'Sixty processes with the same two pages.',
    parameters: { frames: 60, processes: 60, pages: 2, steps: 600 },
  },
  {
    name: 'high-pages',
    title: 'Pages at the end of the address space.',
    parameters: { firstPage: 2 ** 20 - 12, processes: 4, frames: 20 },
  },
  {
    name: 'high-processes',
    title: 'Processes with the highest numbers, and others whose numbers are alike in their low bits.',
    parameters: {
      ...{ processes: 5, firstProcess: 1023 - 4 * 128, processStride: 128 },
      pages: 12,
      frames: 32,
      steps: 800,
    },
  },
  {
    name: 'all-frames',
    title: 'As many frames as a table may have.',
    parameters: { frames: 256, processes: 4, pages: 90, steps: 700, maps: 75, unmaps: 2, holders: 5 },
  },
  {
    name: 'regions',
    title: 'One page in each region of a thousand.',
    parameters: { frames: 64, stride: 1024, pages: 60, processes: 2, steps: 600, maps: 35, unmaps: 8 },
  },
  {
    name: 'full',
    title: 'Nearly all frames are taken.',
    parameters: { frames: 33, pages: 40, maps: 45, unmaps: 12, steps: 500 },
  },
  {
    name: 'again',
    title: 'The machine starts again half-way.',
    parameters: { restarts: true, frames: 24 },
  },
  {
    name: 'large',
    title: 'Two hundred frames.',
    parameters: {
      ...{ frames: 200, processes: 4, pages: 128, stride: 32, steps: 1200, maps: 35, unmaps: 5 },
      holders: 5,
    },
  },
  { name: 'ranked', title: 'Two hundred frames: how many accesses does it take?', rankedLike: 'large' },
]);
