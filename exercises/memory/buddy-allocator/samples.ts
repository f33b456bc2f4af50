import type { SampleCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

const samples: SampleCase<Parameters>[] = [
  {
    name: 'small-mixed',
    title: 'A small arena, a few requests of mixed size, then the whole arena at once.',
    seed: 11,
    parameters: { arenaBytes: 1024, minimumBlockBytes: 32, workload: 0, operations: 24, oldContents: 2 },
  },
  {
    name: 'split-and-merge',
    title: 'Sixteen smallest blocks, freed in a random order, then larger and larger ones.',
    seed: 12,
    parameters: { arenaBytes: 512, minimumBlockBytes: 32, workload: 1, operations: 0, oldContents: 3 },
  },
  {
    name: 'free-twice',
    title: 'Blocks freed twice and addresses that were never given out.',
    seed: 13,
    parameters: { arenaBytes: 1024, minimumBlockBytes: 32, workload: 6, operations: 20, oldContents: 0 },
  },
];
export default samples;
