import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'three-threads',
    title: 'Three threads take the lock once each, in every interleaving.',
    parameters: { machine: 'interleavings', threads: 3 },
    distinguishes: ['sleeps-once'],
  },
  {
    name: 'store-buffers',
    title: 'Two threads on cores with store buffers take the lock twice each, in every interleaving.',
    parameters: { machine: 'interleavings', rounds: 2, storeBuffers: true, lockAddress: 512 },
    distinguishes: ['gives-back-with-a-store'],
  },
  {
    name: 'three-at-random',
    title: 'Three threads take the lock three times each, in schedules drawn at random.',
    parameters: {
      ...{ machine: 'interleavings', threads: 3, rounds: 3, exhaustive: false, randomSchedules: 200 },
      lockAddress: 1_280,
    },
    distinguishes: ['the-wake-is-for-all'],
  },
  {
    name: 'one-core',
    title: 'Three threads on one core: the holder is interrupted while others want the lock.',
    parameters: { threads: 3, cores: 1, rounds: 40, holdCycles: 4_000, thinkCycles: 4_000 },
    distinguishes: ['looks-for-too-long', 'computes-for-too-long'],
  },
  {
    name: 'mostly-alone',
    title: 'Three threads that meet a few times, and are alone before and after.',
    parameters: {
      threads: 3,
      cores: 3,
      rounds: 30,
      thinkCycles: 12_000,
      holdCycles: 1_000,
      lockAddress: 832,
    },
    distinguishes: ['always-waited-for', 'once-contended-always-contended'],
  },
  {
    name: 'queue',
    title: 'Six threads on three cores, all of which want the lock.',
    parameters: { threads: 6, cores: 3, rounds: 10 },
    distinguishes: ['wakes-twice', 'woken-by-zero-means-mine'],
  },
  {
    name: 'greedy',
    title: 'Two threads on two cores that want the lock again at once: who is woken finds it taken.',
    parameters: { rounds: 40, thinkCycles: 10, holdCycles: 1_000 },
    distinguishes: ['ten-tries'],
  },
  {
    name: 'leaderboard',
    title: 'Three threads that meet a few times: how often do they enter the kernel?',
    rankedLike: 'mostly-alone',
  },
]);
