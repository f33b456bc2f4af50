import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'small-heaps',
    title: 'Small heaps that grow and shrink.',
    parameters: { steps: 20 },
    distinguishes: ['takes-the-page-of-the-end'],
  },
  {
    name: 'stacks',
    title: 'Stacks that grow down to the guard.',
    parameters: { workload: 'stack', steps: 16 },
  },
  {
    name: 'refused',
    title: 'Processes reach for what they do not have.',
    parameters: { workload: 'refused', processes: 6, steps: 12 },
    distinguishes: ['fetches-too', 'never-up-to-the-shared-pages'],
  },
  {
    name: 'large-heaps',
    title: 'Few pages of heaps that need several tables.',
    parameters: { workload: 'far', heapPages: 30_000, steps: 20 },
  },
  {
    name: 'two-tables',
    title: 'Heaps that lie in two tables.',
    parameters: { workload: 'far', heapPages: 1_900 },
  },
  {
    name: 'copies',
    title: 'Processes that are copied, and numbers that are given again.',
    parameters: { workload: 'copies', processes: 5, together: 3 },
    distinguishes: ['remembers-pages-itself'],
  },
  {
    name: 'little-memory',
    title: 'A memory of 22 frames.',
    parameters: { workload: 'far', heapPages: 3_000, frames: 22, processes: 5, together: 3 },
  },
  {
    name: 'full',
    title: 'Processes that store all over their heaps until no memory is left.',
    parameters: { workload: 'full', heapPages: 10_000, frames: 16, processes: 5, together: 1 },
    distinguishes: ['keeps-the-frame-without-a-table', 'keeps-the-table-without-a-page'],
  },
  { name: 'ranked', title: 'Large heaps.', rankedLike: 'large-heaps' },
]);
