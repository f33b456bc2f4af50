import { casesFrom } from '../../judging/cases-from';
import { caches, interleavings } from './samples';

const RANDOM = { exhaustive: false };

export default casesFrom(interleavings, [
  {
    name: 'three-cores-random',
    title: 'Three cores take the lock twice each, in schedules drawn at random.',
    parameters: { ...RANDOM, cores: 3, rounds: 2, storeBuffers: true, randomSchedules: 150 },
  },
  {
    name: 'two-cores-random',
    title: 'Two cores take the lock four times each, in schedules drawn at random.',
    parameters: { ...RANDOM, rounds: 4, randomSchedules: 150, lockAddress: 1_280 },
  },
  {
    name: 'three-cores',
    title: 'Three cores take the lock once each, in every interleaving.',
    parameters: { cores: 3 },
  },
  {
    name: 'rarely',
    title: 'Three cores that seldom want the lock at the same time.',
    parameters: { ...caches, cores: 3, rounds: 12, thinkCycles: 1_500, atomics: 'cache' },
  },
  {
    name: 'held-for-long',
    title: 'A core waits for another one, which is inside for millions of cycles.',
    parameters: { ...caches, cores: 2, rounds: 1, longHoldCycles: 3_000_000 },
    distinguishes: ['gives-up-at-last'],
  },
  {
    name: 'many-waiting',
    title: 'Six cores take the lock once each; the first keeps it for long.',
    parameters: { ...caches, cores: 6, rounds: 1, lockAddress: 2_048 },
  },
  {
    name: 'without-exclusive',
    title: 'Eleven cores contend for the lock, with the MSI protocol.',
    parameters: { ...caches, cores: 11, rounds: 2, protocol: 'msi', longHoldCycles: 38_000 },
  },
  {
    name: 'sixteen-cores',
    title: 'Sixteen cores contend for the lock.',
    // A core may have settled to wait among sixteen only after some 50,000 cycles.
    parameters: { ...caches, cores: 16, longHoldCycles: 66_000 },
  },
  {
    name: 'sixteen-ranked',
    title: 'Sixteen cores contend for the lock: how long does it take to hand it on?',
    rankedLike: 'sixteen-cores',
    seeds: 3,
  },
]);
