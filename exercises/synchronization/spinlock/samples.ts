import type { SampleCase } from '../../exercise-definition';
import type { SpinlockParameters } from './simulation';

export const interleavings: SpinlockParameters = {
  machine: 0,
  cores: 2,
  lockAddress: 256,
  rounds: 1,
  storeBuffers: 0,
  randomSchedules: 20,
  exhaustive: 1,
  protocol: 0,
  atomicsInCache: 0,
  holdCycles: 0,
  longHoldCycles: 0,
  thinkCycles: 0,
};

export const caches: SpinlockParameters = {
  ...interleavings,
  machine: 1,
  cores: 4,
  rounds: 3,
  holdCycles: 60,
  longHoldCycles: 28_000,
  thinkCycles: 100,
};

const samples: readonly SampleCase<SpinlockParameters>[] = [
  {
    name: 'two-cores',
    title: 'Two cores take the lock once each, in every interleaving.',
    seed: 1,
    parameters: interleavings,
  },
  {
    name: 'again',
    title: 'Two cores take the lock twice each, with store buffers, in every interleaving.',
    seed: 2,
    parameters: { ...interleavings, rounds: 2, storeBuffers: 1, randomSchedules: 60 },
  },
  {
    name: 'long-hold',
    title: 'Four cores take the lock once each; the first keeps it for long.',
    seed: 3,
    parameters: { ...caches, rounds: 1, lockAddress: 1_024 },
  },
  {
    name: 'four-cores',
    title: 'Four cores with coherent caches contend for the lock.',
    seed: 4,
    parameters: caches,
  },
];

export default samples;
