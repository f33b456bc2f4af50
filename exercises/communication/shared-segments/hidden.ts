import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'more-of-all', title: 'Four processes do everything.', parameters: { walkers: 4, steps: 40 } },
  {
    name: 'attached-often',
    title: 'Two keys, and every process has them attached several times.',
    parameters: { keys: 2, mostAttached: 6, mostPages: 2, privates: 0, destroys: 6, steps: 40 },
  },
  {
    name: 'gaps',
    title: 'Segments of many sizes: gaps that a detach leaves are too small for some.',
    parameters: { keys: 6, mostPages: 6, mostAttached: 6, destroys: 4, forks: 1, tools: 2, steps: 60 },
    distinguishes: ['gaps-together'],
  },
  {
    name: 'short-lived',
    title: 'Nearly every segment is destroyed soon, mostly while it is attached.',
    parameters: { destroys: 30, steps: 45, mostAttached: 2 },
  },
  {
    name: 'many-children',
    title: 'Children inherit attachments, and many end with the last of a destroyed segment.',
    parameters: { forks: 14, destroys: 18, steps: 36, walkers: 2 },
  },
  {
    name: 'full-table',
    title: 'The table of segments is often full.',
    parameters: { privates: 60, keys: 30, destroys: 12, mostAttached: 8, steps: 50, mostPages: 2 },
  },
  {
    name: 'large',
    title: 'Segments of up to sixty pages.',
    parameters: { mostPages: 60, keys: 6, privates: 30, frames: 1400, forks: 1, tools: 2 },
  },
  {
    name: 'hardly-memory',
    title: 'Memory is short: frames for segments are missing.',
    parameters: {
      mostPages: 20,
      keys: 12,
      frames: 200,
      destroys: 20,
      privates: 30,
      forks: 0,
      tools: 3,
      steps: 45,
    },
  },
  {
    name: 'no-memory',
    title: 'One process takes all memory for a while: no frame is left for a page table.',
    parameters: { walkers: 4, frames: 200, fills: true, keys: 3, forks: 0, tools: 0, destroys: 4, steps: 36 },
  },
  {
    name: 'nonsense',
    title: 'Every third request cannot be granted.',
    parameters: { strange: 35, steps: 45 },
  },
  {
    name: 'listed',
    title: 'ipcs and ipcrm all the time.',
    parameters: { tools: 30, destroys: 8, forks: 6 },
  },
  { name: 'ranked', title: 'Attached often: what does your code cost?', rankedLike: 'attached-often' },
]);
