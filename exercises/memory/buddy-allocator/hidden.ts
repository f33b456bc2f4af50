import type { HiddenCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

/** The leaderboard's too. */
const MANY_BLOCKS: Parameters = {
  arenaBytes: 16384,
  minimumBlockBytes: 16,
  workload: 7,
  operations: 200,
  oldContents: 3,
};

/** Sizes and workloads; the seeds come from the deployment's secret. For the numbers see WORKLOADS and OLD_CONTENTS. */
const hidden: HiddenCase<Parameters>[] = [
  {
    name: 'merge-all',
    title: 'The whole arena in smallest blocks, freed in a random order, then larger and larger requests.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 32, workload: 1, operations: 0, oldContents: 2 },
    distinguishes: [],
  },
  {
    name: 'merge-many',
    title: 'The same with 1,024 blocks, as many as there can be.',
    role: 'hidden',
    parameters: { arenaBytes: 16_384, minimumBlockBytes: 16, workload: 1, operations: 0, oldContents: 1 },
    distinguishes: [],
  },
  {
    name: 'smallest-fit',
    title: 'A large free block below, small ones above, small requests.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 2, operations: 0, oldContents: 3 },
    distinguishes: [],
  },
  {
    name: 'equal-blocks',
    title: 'Several free blocks of one size to choose from, of each size.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 3, operations: 0, oldContents: 0 },
    distinguishes: [],
  },
  {
    name: 'edges',
    title: 'Requests around each power of two.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 16, workload: 4, operations: 0, oldContents: 1 },
    distinguishes: [],
  },
  {
    name: 'out-of-memory',
    title: 'Requests that cannot be met, between ones that can.',
    role: 'hidden',
    parameters: { arenaBytes: 1024, minimumBlockBytes: 32, workload: 5, operations: 0, oldContents: 2 },
    distinguishes: [],
  },
  {
    name: 'invalid-frees',
    title: 'Freed twice, from inside a block, from outside the arena.',
    role: 'hidden',
    parameters: { arenaBytes: 2048, minimumBlockBytes: 32, workload: 6, operations: 80, oldContents: 3 },
    distinguishes: [],
  },
  {
    name: 'invalid-frees-fine',
    title: 'The same with larger blocks of smaller pieces.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 16, workload: 6, operations: 80, oldContents: 0 },
    distinguishes: [],
  },
  {
    name: 'one-block',
    title: 'An arena of a single smallest block.',
    role: 'hidden',
    parameters: { arenaBytes: 64, minimumBlockBytes: 64, workload: 5, operations: 0, oldContents: 1 },
    distinguishes: [],
  },
  {
    name: 'two-blocks',
    title: 'An arena of two smallest blocks.',
    role: 'hidden',
    parameters: { arenaBytes: 256, minimumBlockBytes: 128, workload: 5, operations: 0, oldContents: 0 },
    distinguishes: [],
  },
  {
    name: 'pages',
    title: 'An arena of 128 KiB in pages of 4 KiB.',
    role: 'hidden',
    parameters: {
      arenaBytes: 131_072,
      minimumBlockBytes: 4_096,
      workload: 0,
      operations: 40,
      oldContents: 3,
    },
    distinguishes: [],
  },
  {
    name: 'restart',
    title: 'The machine starts again over what an allocator left in memory.',
    role: 'hidden',
    parameters: { arenaBytes: 1024, minimumBlockBytes: 32, workload: 8, operations: 40, oldContents: 2 },
    distinguishes: [],
  },
  {
    name: 'long',
    title: 'A small arena in use for a long time.',
    role: 'hidden',
    parameters: { arenaBytes: 512, minimumBlockBytes: 32, workload: 9, operations: 300, oldContents: 0 },
    distinguishes: [],
  },
  {
    name: 'mixed',
    title: 'Small and large requests, given back in no order.',
    role: 'hidden',
    parameters: { arenaBytes: 4096, minimumBlockBytes: 32, workload: 0, operations: 160, oldContents: 2 },
    distinguishes: [],
  },
  {
    name: 'mixed-fine',
    title: 'The same in an arena of many small blocks.',
    role: 'hidden',
    parameters: { arenaBytes: 8192, minimumBlockBytes: 16, workload: 0, operations: 160, oldContents: 3 },
    distinguishes: [],
  },
  {
    name: 'many-blocks',
    title: 'A large arena of small blocks, many of them held at once.',
    role: 'hidden',
    parameters: MANY_BLOCKS,
    distinguishes: [],
  },
  {
    name: 'leaderboard',
    title: 'A large arena of small blocks: how few loads and stores does it take?',
    role: 'leaderboard',
    seeds: 3,
    parameters: MANY_BLOCKS,
    distinguishes: [],
  },
];
export default hidden;
