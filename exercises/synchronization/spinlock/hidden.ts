import type { HiddenCase } from '../../exercise-definition';
import { caches, interleavings } from './samples';
import type { SpinlockParameters } from './simulation';

const hidden: readonly HiddenCase<SpinlockParameters>[] = [
  {
    name: 'store-buffers',
    title: 'Two cores with store buffers, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, storeBuffers: 1 },
    distinguishes: ['bakery-without-fence', 'looks-then-takes', 'keeps-the-lock-in-a-variable'],
  },
  {
    name: 'taken-again',
    title: 'Two cores take the lock twice each, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, rounds: 2, randomSchedules: 40 },
    distinguishes: ['test-and-set', 'test-and-test-and-set', 'place-not-cleared', 'counts-by-two'],
  },
  {
    name: 'three-cores',
    title: 'Three cores take the lock once each, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, cores: 3 },
    distinguishes: ['serves-the-newest', 'looks-then-takes', 'notes-the-owner-outside'],
  },
  {
    name: 'three-cores-random',
    title: 'Three cores with store buffers take the lock twice each, in schedules drawn at random.',
    role: 'hidden',
    parameters: {
      ...interleavings,
      cores: 3,
      rounds: 2,
      storeBuffers: 1,
      randomSchedules: 100,
      exhaustive: 0,
    },
    distinguishes: ['place-not-cleared', 'never-releases'],
  },
  {
    name: 'many-waiting',
    title: 'Core 0 keeps the lock for long while five cores wait.',
    role: 'hidden',
    parameters: { ...caches, cores: 6, rounds: 1, firstHoldCycles: 6_000, atomicsInCache: 0 },
    distinguishes: ['test-and-set', 'asks-with-atomics', 'gives-up-waiting'],
  },
  {
    name: 'two-on-the-bus',
    title: 'Two cores contend for the lock.',
    role: 'hidden',
    parameters: { ...caches, cores: 2, rounds: 6 },
    distinguishes: ['keeps-the-lock-in-a-variable'],
  },
  {
    name: 'eight-on-the-bus',
    title: 'Eight cores contend for the lock; atomic operations happen in the caches.',
    role: 'hidden',
    parameters: { ...caches, cores: 8, atomicsInCache: 1, protocol: 2 },
    distinguishes: ['place-not-cleared', 'counts-by-two'],
  },
  {
    name: 'without-exclusive',
    title: 'Twelve cores contend for the lock, with the MSI protocol.',
    role: 'hidden',
    parameters: { ...caches, cores: 12, rounds: 2, protocol: 1 },
    distinguishes: ['serves-the-newest'],
  },
  {
    name: 'sixteen-cores',
    title: 'Sixteen cores contend for the lock.',
    role: 'hidden',
    parameters: { ...caches, cores: 16 },
    distinguishes: ['never-releases'],
  },
  {
    name: 'sixteen-on-the-bus',
    title: 'Sixteen cores contend for the lock: how long does it take to hand it on?',
    role: 'leaderboard',
    parameters: { ...caches, cores: 16 },
    distinguishes: ['never-releases'],
  },
];

export default hidden;
