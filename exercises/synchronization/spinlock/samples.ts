import { samplesFrom } from '../../judging/cases-from';
import type { SpinlockParameters } from './simulation';

export const interleavings: SpinlockParameters = {
  machine: 'interleavings',
  cores: 2,
  lockAddress: 256,
  rounds: 1,
  storeBuffers: false,
  randomSchedules: 20,
  exhaustive: true,
  protocol: 'mesi',
  atomics: 'memory',
  holdCycles: 0,
  longHoldCycles: 0,
  thinkCycles: 0,
};

export const caches: SpinlockParameters = {
  ...interleavings,
  machine: 'caches',
  cores: 4,
  rounds: 3,
  holdCycles: 60,
  longHoldCycles: 28_000,
  thinkCycles: 100,
};

export default samplesFrom(interleavings, [
  {
    name: 'two-cores',
    title: 'Two cores take the lock once each, in every interleaving.',
    seed: 1,
  },
  {
    name: 'again',
    title: 'Two cores take the lock twice each, with store buffers, in every interleaving.',
    seed: 2,
    parameters: { rounds: 2, storeBuffers: true, randomSchedules: 60 },
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
]);
