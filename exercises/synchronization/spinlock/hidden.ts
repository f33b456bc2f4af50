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
    name: 'taken-again',
    title: 'Two cores take the lock twice each, in every interleaving.',
    parameters: { rounds: 2, randomSchedules: 40 },
  },
  {
    name: 'three-cores',
    title: 'Three cores take the lock once each, in every interleaving.',
    parameters: { cores: 3 },
  },
  {
    name: 'three-cores-random',
    title: 'Three cores with store buffers take the lock twice each, in schedules drawn at random.',
    parameters: { ...RANDOM, cores: 3, rounds: 2, storeBuffers: true, randomSchedules: 150 },
  },
  {
    name: 'two-cores-random',
    title: 'Two cores take the lock four times each, in schedules drawn at random.',
    parameters: { ...RANDOM, rounds: 4, randomSchedules: 150, lockAddress: 1_280 },
  },
  {
    name: 'four-cores-random',
    title: 'Four cores take the lock twice each, in schedules drawn at random.',
    parameters: { ...RANDOM, cores: 4, rounds: 2, randomSchedules: 150 },
  },
  {
    name: 'many-waiting',
    title: 'Six cores take the lock once each; the first keeps it for long.',
    parameters: { ...caches, cores: 6, rounds: 1 },
  },
  {
    name: 'held-for-long',
    title: 'Two cores wait for a third one, which is inside for more than a million cycles.',
    parameters: { ...caches, cores: 3, rounds: 1, longHoldCycles: 1_500_000 },
    distinguishes: ['barges-in-at-last'],
  },
  {
    name: 'two-on-the-bus',
    title: 'Two cores contend for the lock.',
    parameters: { ...caches, cores: 2, rounds: 6, lockAddress: 2_048 },
  },
  {
    name: 'often',
    title: 'Two cores take the lock 160 times each.',
    parameters: { ...caches, cores: 2, rounds: 160, thinkCycles: 60 },
    distinguishes: ['every-sixteenth-time'],
  },
  {
    name: 'rarely',
    title: 'Three cores that seldom want the lock at the same time.',
    parameters: { ...caches, cores: 3, rounds: 12, thinkCycles: 1_500, atomics: 'cache' },
  },
  {
    name: 'eight-on-the-bus',
    title: 'Eight cores contend for the lock; atomic operations happen in the caches.',
    parameters: { ...caches, cores: 8, atomics: 'cache', protocol: 'moesi' },
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
    name: 'sixteen-on-the-bus',
    title: 'Sixteen cores contend for the lock: how long does it take to hand it on?',
    rankedLike: 'sixteen-cores',
    seeds: 3,
  },
]);
