import type { HiddenCase } from '../../exercise-definition';
import { caches, interleavings } from './samples';
import type { SpinlockParameters } from './simulation';

const RANDOM = { ...interleavings, exhaustive: 0 };

/** The leaderboard's too. A core may have settled to wait among sixteen only after some 50,000 cycles. */
const SIXTEEN_CORES: SpinlockParameters = { ...caches, cores: 16, longHoldCycles: 66_000 };

const hidden: readonly HiddenCase<SpinlockParameters>[] = [
  {
    name: 'store-buffers',
    title: 'Two cores with store buffers, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, storeBuffers: 1, lockAddress: 512 },
    distinguishes: [],
  },
  {
    name: 'taken-again',
    title: 'Two cores take the lock twice each, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, rounds: 2, randomSchedules: 40 },
    distinguishes: [],
  },
  {
    name: 'three-cores',
    title: 'Three cores take the lock once each, in every interleaving.',
    role: 'hidden',
    parameters: { ...interleavings, cores: 3 },
    distinguishes: [],
  },
  {
    name: 'three-cores-random',
    title: 'Three cores with store buffers take the lock twice each, in schedules drawn at random.',
    role: 'hidden',
    parameters: { ...RANDOM, cores: 3, rounds: 2, storeBuffers: 1, randomSchedules: 150 },
    distinguishes: [],
  },
  {
    name: 'two-cores-random',
    title: 'Two cores take the lock four times each, in schedules drawn at random.',
    role: 'hidden',
    parameters: { ...RANDOM, rounds: 4, randomSchedules: 150, lockAddress: 1_280 },
    distinguishes: [],
  },
  {
    name: 'four-cores-random',
    title: 'Four cores take the lock twice each, in schedules drawn at random.',
    role: 'hidden',
    parameters: { ...RANDOM, cores: 4, rounds: 2, randomSchedules: 150 },
    distinguishes: [],
  },
  {
    name: 'many-waiting',
    title: 'Six cores take the lock once each; the first keeps it for long.',
    role: 'hidden',
    parameters: { ...caches, cores: 6, rounds: 1 },
    distinguishes: [],
  },
  {
    name: 'two-on-the-bus',
    title: 'Two cores contend for the lock.',
    role: 'hidden',
    parameters: { ...caches, cores: 2, rounds: 6, lockAddress: 2_048 },
    distinguishes: [],
  },
  {
    name: 'often',
    title: 'Two cores take the lock 160 times each.',
    role: 'hidden',
    parameters: { ...caches, cores: 2, rounds: 160, thinkCycles: 60 },
    distinguishes: ['every-sixteenth-time'],
  },
  {
    name: 'rarely',
    title: 'Three cores that seldom want the lock at the same time.',
    role: 'hidden',
    parameters: { ...caches, cores: 3, rounds: 12, thinkCycles: 1_500, atomicsInCache: 1 },
    distinguishes: [],
  },
  {
    name: 'eight-on-the-bus',
    title: 'Eight cores contend for the lock; atomic operations happen in the caches.',
    role: 'hidden',
    parameters: { ...caches, cores: 8, atomicsInCache: 1, protocol: 2 },
    distinguishes: [],
  },
  {
    name: 'without-exclusive',
    title: 'Eleven cores contend for the lock, with the MSI protocol.',
    role: 'hidden',
    parameters: { ...caches, cores: 11, rounds: 2, protocol: 1, longHoldCycles: 38_000 },
    distinguishes: [],
  },
  {
    name: 'sixteen-cores',
    title: 'Sixteen cores contend for the lock.',
    role: 'hidden',
    parameters: SIXTEEN_CORES,
    distinguishes: [],
  },
  {
    name: 'sixteen-on-the-bus',
    title: 'Sixteen cores contend for the lock: how long does it take to hand it on?',
    role: 'leaderboard',
    seeds: 3,
    parameters: SIXTEEN_CORES,
    distinguishes: [],
  },
];

export default hidden;
