import { casesFrom } from '../../judging/cases-from';
import type { InheritanceParameters } from './simulation';

const usual: InheritanceParameters = {
  ...{ cores: 1, lockers: 10, bystanders: 4, levels: 16, locks: 4, rounds: 20, nesting: 3 },
  ...{ ordered: false, stairs: false, again: 0, impatient: 2, reading: 4 },
  ...{ insideCycles: 4_000, outsideCycles: 20_000, bystanderCycles: 300_000, spreadCycles: 40_000 },
  ...{ tickCycles: 10_000, ideal: 0 },
};

export default casesFrom(usual, [
  {
    name: 'a-single-lock',
    title: 'One lock, and nobody gives up.',
    parameters: { locks: 1, nesting: 1, impatient: 0, lockers: 8 },
  },
  {
    name: 'equals',
    title: 'Four priorities: many equals wait for the same lock.',
    parameters: {
      ...{ cores: 4, levels: 4, locks: 5, stairs: true, ordered: true, reading: 9 },
      ...{ lockers: 36, bystanders: 2, insideCycles: 8_000, rounds: 20 },
    },
    distinguishes: ['behind-its-new-equals'],
  },
  {
    name: 'long-chains',
    title: 'Long chains of waiting threads.',
    parameters: {
      ...{ cores: 2, locks: 8, stairs: true, ordered: true, impatient: 0, reading: 9 },
      ...{ lockers: 16, bystanders: 0, insideCycles: 8_000, rounds: 12 },
    },
  },
  {
    name: 'several-locks',
    title: 'Owners of several locks that others wait for.',
    parameters: { locks: 8, nesting: 5, ordered: true, impatient: 0, lockers: 12, outsideCycles: 10_000 },
  },
  {
    name: 'in-any-order',
    title: 'Locks in any order: who would wait for itself is refused.',
    parameters: { locks: 3, again: 3, impatient: 0 },
    distinguishes: ['has-it-once-more', 'looks-behind-the-owner'],
  },
  {
    name: 'impatient',
    title: 'Most wait for a short time only.',
    parameters: { impatient: 8, ordered: true, lockers: 16, reading: 8 },
  },
  {
    name: 'impatient-chains',
    title: 'Whoever is at the front of a chain may give up.',
    parameters: {
      ...{ cores: 2, locks: 8, stairs: true, ordered: true, impatient: 7, reading: 9 },
      ...{ lockers: 16, bystanders: 2, insideCycles: 8_000, rounds: 12 },
    },
  },
  {
    name: 'crowded-chains',
    title: 'Many wait for the same locks, and are raised while they wait.',
    parameters: {
      ...{ cores: 4, levels: 8, locks: 6, stairs: true, ordered: true, impatient: 0, reading: 9 },
      ...{ lockers: 24, bystanders: 2, insideCycles: 8_000, rounds: 10 },
    },
    distinguishes: ['place-of-arrival'],
  },
  {
    name: 'reading-inside',
    title: 'Owners wait for a device inside their sections.',
    parameters: { reading: 8, cores: 2 },
  },
  {
    name: 'ideal',
    title: 'Nothing but computing takes time.',
    parameters: { ideal: 1 },
  },
  {
    name: 'forty-threads',
    title: '40 threads on 4 cores.',
    parameters: { cores: 4, lockers: 32, bystanders: 8, locks: 8, rounds: 8 },
  },
  {
    name: 'leaderboard',
    title: '40 threads on 4 cores: what do your locks themselves cost?',
    rankedLike: 'forty-threads',
  },
]);
