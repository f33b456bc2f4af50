import { casesFrom } from '../../judging/cases-from';
import type { Parameters } from './simulation';

const usual: Parameters = {
  slabs: 8,
  slabBytes: 512,
  leastObjectBytes: 16,
  workload: 'mixed',
  operations: 250,
};

/** The seeds come from the deployment's secret. */
export default casesFrom(usual, [
  { name: 'mixed', title: 'Objects of four caches come and go.' },
  {
    name: 'holes',
    title: 'Full slabs, holes all over, and as many objects again.',
    parameters: { workload: 'holes' },
  },
  { name: 'hand-over', title: 'Slabs go from cache to cache.', parameters: { workload: 'handOver' } },
  {
    name: 'caches',
    title: 'As many caches as there may be, and more.',
    parameters: { slabs: 20, workload: 'caches', operations: 120 },
  },
  {
    name: 'two-of-a-size',
    title: 'Two caches whose objects have the same size, and no slab left.',
    parameters: { workload: 'twins' },
    distinguishes: ['borrows-when-all-are-taken', 'merges-caches-of-one-size'],
  },
  { name: 'one-slab', title: 'A single slab.', parameters: { slabs: 1, slabBytes: 1024, operations: 120 } },
  {
    name: 'restart',
    title: 'The machine starts again.',
    parameters: { workload: 'restart', operations: 80 },
  },
  {
    name: 'many',
    title: 'Five hundred small objects at once.',
    parameters: { slabs: 6, slabBytes: 2048, leastObjectBytes: 8, workload: 'many', operations: 500 },
  },
  {
    name: 'leaderboard',
    title: 'Five hundred small objects at once: how few loads and stores?',
    rankedLike: 'many',
    seeds: 3,
  },
]);
