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
  unordered: true,
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
  rounds: 10,
  holdCycles: 60,
  longHoldCycles: 28_000,
  thinkCycles: 100,
};

export default samplesFrom(interleavings, [
  { name: 'two-cores', title: 'Two cores take the lock once each, in every interleaving.', seed: 11 },
  {
    name: 'two-at-memory',
    title: 'Two cores take the lock twice each; atomic operations go to memory.',
    seed: 13,
    parameters: { ...caches, cores: 2, rounds: 2, thinkCycles: 40, longHoldCycles: 800 },
  },
  {
    name: 'four-at-memory',
    title: 'Four cores contend for the lock; atomic operations go to memory.',
    seed: 12,
    parameters: caches,
  },
  {
    name: 'four-in-caches',
    title: 'Four cores contend for the lock; atomic operations happen in the caches.',
    seed: 12,
    parameters: { ...caches, atomics: 'cache' },
  },
]);
