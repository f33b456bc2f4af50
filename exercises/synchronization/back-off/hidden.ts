import { casesFrom } from '../../judging/cases-from';
import { caches, interleavings } from './samples';

const RANDOM = { exhaustive: false };

export default casesFrom(interleavings, [
  {
    name: 'store-buffers',
    title: 'Two cores with store buffers, in every interleaving.',
    parameters: { storeBuffers: true, lockAddress: 512 },
  },
  {
    name: 'two-cores-random',
    title: 'Two cores take the lock four times each, in schedules drawn at random.',
    parameters: { ...RANDOM, rounds: 4, randomSchedules: 150, lockAddress: 1_280 },
  },
  {
    name: 'three-cores-random',
    title: 'Three cores with store buffers take the lock twice each, in schedules drawn at random.',
    parameters: { ...RANDOM, cores: 3, rounds: 2, storeBuffers: true, randomSchedules: 150 },
  },
  {
    name: 'one-stays-away',
    title: 'Three cores, of which one never wants the lock, in every interleaving.',
    parameters: { cores: 3, absentCore: 1 },
  },
  {
    name: 'alone',
    title: 'One core takes the lock forty times: nobody else wants it.',
    parameters: { ...caches, cores: 1, rounds: 40, lockAddress: 2_048 },
  },
  {
    name: 'rarely',
    title: 'Three cores that seldom want the lock at the same time; a fourth never wants it.',
    parameters: { ...caches, absentCore: 2, rounds: 40, thinkCycles: 1_500 },
  },
  {
    name: 'held-for-long',
    title: 'Two cores wait for a third one, which is inside for millions of cycles.',
    parameters: { ...caches, cores: 3, rounds: 2, longHoldCycles: 3_000_000 },
    distinguishes: ['gives-up-at-last'],
  },
  {
    name: 'eight-at-memory',
    title: 'Eight cores contend for the lock; atomic operations go to memory.',
    parameters: { ...caches, cores: 8, rounds: 6 },
  },
  {
    name: 'eight-in-caches',
    title: 'Eight cores contend for the lock; atomic operations happen in the caches.',
    parameters: { ...caches, cores: 8, rounds: 6, atomics: 'cache', protocol: 'moesi' },
  },
  {
    name: 'twelve-in-caches',
    title:
      'Twelve cores contend for the lock, with the MSI protocol; atomic operations happen in the caches.',
    parameters: {
      ...caches,
      cores: 12,
      rounds: 5,
      atomics: 'cache',
      protocol: 'msi',
      longHoldCycles: 42_000,
    },
  },
  {
    name: 'sixteen-at-memory',
    title: 'Sixteen cores contend for the lock; atomic operations go to memory.',
    // A core may have settled to wait among sixteen only after some 50,000 cycles.
    parameters: { ...caches, cores: 16, rounds: 6, longHoldCycles: 66_000 },
  },
  {
    name: 'sixteen-ranked',
    title: 'Sixteen cores contend for the lock: how long does it take to hand it on?',
    rankedLike: 'sixteen-at-memory',
    seeds: 3,
  },
]);
