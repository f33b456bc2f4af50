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
  { name: 'two-cores', title: 'Two cores take the lock once each, in every interleaving.', seed: 53 },
  {
    name: 'again',
    title: 'Two cores with store buffers, one time each, in every interleaving.',
    seed: 62,
    parameters: { storeBuffers: true, lockAddress: 512 },
  },
  { name: 'four-cores', title: 'Four cores with caches contend for the lock.', seed: 54, parameters: caches },
]);
