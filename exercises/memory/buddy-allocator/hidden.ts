import type { HiddenCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

/** Sizes and workloads; the seeds come from the deployment's secret. */
const hidden: HiddenCase<Parameters>[] = [
  {
    name: 'merge-all',
    title: 'The whole arena in smallest blocks, freed in a random order, then larger and larger requests.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 32, workload: 1, operations: 140 },
    distinguishes: ['never-merges', 'merges-once', 'loses-upper-half'],
  },
  {
    name: 'smallest-fit',
    title: 'A large free block below, small ones above, small requests.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 2, operations: 20 },
    distinguishes: ['first-fit', 'keeps-records-in-variables'],
  },
  {
    name: 'equal-blocks',
    title: 'Several free blocks of one size to choose from.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 3, operations: 24 },
    distinguishes: ['highest-address', 'header-before-large-blocks'],
  },
  {
    name: 'edges',
    title: 'Requests around each power of two.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 16, workload: 4, operations: 40 },
    distinguishes: ['loses-upper-half', 'header-before-large-blocks'],
  },
  {
    name: 'out-of-memory',
    title: 'Requests that cannot be met, between ones that can.',
    role: 'hidden',
    parameters: { arenaBytes: 1024, minimumBlockBytes: 32, workload: 5, operations: 80 },
    distinguishes: ['accepts-nothing-and-too-much', 'damaged-by-failure'],
  },
  {
    name: 'invalid-frees',
    title: 'Freed twice, from inside a block, from outside the arena.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 32, workload: 6, operations: 80 },
    distinguishes: ['accepts-any-free', 'frees-from-inside'],
  },
  {
    name: 'one-block',
    title: 'An arena of a single smallest block.',
    role: 'hidden',
    parameters: { arenaBytes: 64, minimumBlockBytes: 64, workload: 0, operations: 12 },
    distinguishes: ['keeps-records-in-variables'],
  },
  {
    name: 'mixed',
    title: 'Small and large requests, given back in no order.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 0, operations: 160 },
    distinguishes: ['first-fit', 'never-merges', 'boundary-tags'],
  },
  {
    name: 'mixed-fine',
    title: 'The same in an arena of many small blocks.',
    role: 'hidden',
    parameters: { arenaBytes: 8192, minimumBlockBytes: 16, workload: 0, operations: 160 },
    distinguishes: ['merges-once', 'highest-address', 'boundary-tags'],
  },
  {
    name: 'leaderboard',
    title: 'A large arena of small blocks: how few loads and stores does it take?',
    role: 'leaderboard',
    parameters: { arenaBytes: 65536, minimumBlockBytes: 16, workload: 7, operations: 320 },
    distinguishes: ['first-fit', 'loses-upper-half'],
  },
];
export default hidden;
