import { casesFrom } from '../../judging/cases-from';
import type { ShortestRemainingParameters } from './simulation';

const usual: ShortestRemainingParameters = {
  cores: 2,
  long: 4,
  short: 10,
  similar: 4,
  alike: 4,
  reading: 4,
  yielding: 2,
  bursts: 5,
  meanCycles: 4_000,
  deviceCycles: 8_000,
  spreadCycles: 60_000,
  grainCycles: 1,
  costs: 'usual',
};

const none = { long: 0, short: 0, similar: 0, alike: 0, reading: 0, yielding: 0 };
const ideal = { ...none, cores: 1, costs: 'none' } as const;

export default casesFrom(usual, [
  {
    name: 'short-ones-keep-coming',
    title: 'One core, long computations, and short ones that keep coming; only computing takes time.',
    parameters: { ...ideal, long: 5, short: 30, spreadCycles: 160_000 },
    distinguishes: ['never-takes-a-core', 'first-come-first-served'],
  },
  {
    name: 'nearly-done',
    title: 'Threads of similar lengths: who came later is shorter, but who runs has less left.',
    parameters: { ...ideal, similar: 30, spreadCycles: 110_000 },
    distinguishes: ['goes-by-whole-lengths', 'remembers-what-was-left'],
  },
  {
    name: 'all-kinds',
    title: 'Long, short and equal ones on one core, some at the same cycle; only computing takes time.',
    parameters: {
      ...{ ...ideal, long: 8, short: 20, similar: 10, alike: 10 },
      ...{ spreadCycles: 200_000, grainCycles: 4_000 },
    },
    distinguishes: ['picks-by-whole-lengths', 'half-as-much'],
  },
  {
    name: 'all-alike',
    title: 'Most threads have the same length: numbers decide; only computing takes time.',
    parameters: { ...ideal, cores: 4, alike: 40, short: 16, grainCycles: 4_000 },
    distinguishes: ['first-come-of-equals', 'highest-of-equal-cores'],
  },
  {
    name: 'at-once',
    title: 'Several threads come at the same cycle, and each takes a core of its own.',
    parameters: { ...none, cores: 4, long: 16, short: 30, spreadCycles: 120_000, grainCycles: 12_000 },
    distinguishes: ['same-core-twice'],
  },
  {
    name: 'woken',
    title: 'Threads that come back from the disk have less left than when they went.',
    parameters: { ...none, cores: 2, long: 4, similar: 6, reading: 12, bursts: 8 },
    distinguishes: ['woken-ones-wait'],
  },
  {
    name: 'reading',
    title: 'One core, and threads that read again and again.',
    parameters: { ...none, cores: 1, long: 2, reading: 10, bursts: 12 },
    distinguishes: ['remembers-the-first-length'],
  },
  {
    name: 'yielding',
    title: 'Threads that give their core up take no other one.',
    parameters: { ...none, cores: 3, long: 5, short: 6, yielding: 12, bursts: 10 },
    distinguishes: ['yielding-takes-a-core'],
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores, most of the time.',
    parameters: { ...none, cores: 4, long: 3, short: 6, reading: 3, spreadCycles: 80_000 },
    distinguishes: ['takes-a-core-while-one-idles'],
  },
  {
    name: 'long-computations',
    title: 'Lengths of millions of cycles.',
    parameters: {
      ...{ ...none, cores: 2, long: 20, short: 30, similar: 20 },
      ...{ meanCycles: 600_000, spreadCycles: 16_000_000 },
    },
    distinguishes: ['twenty-two-bits'],
  },
  {
    name: 'short-computations',
    title: 'Lengths of a few cycles, and many of them equal; only computing takes time.',
    parameters: { ...ideal, long: 4, short: 40, similar: 20, meanCycles: 12, spreadCycles: 500 },
    distinguishes: ['takes-the-core-of-equals'],
  },
  {
    name: 'eight-cores',
    title: 'Eight cores, all kinds of threads.',
    parameters: {
      ...{ cores: 8, long: 20, short: 30, similar: 10, alike: 10, reading: 20, yielding: 6 },
      ...{ spreadCycles: 50_000 },
    },
    distinguishes: ['first-core-that-has-more', 'only-the-first-cores'],
  },
  {
    name: 'crowd',
    title: '128 threads on one core, all there at once.',
    parameters: { ...none, cores: 1, short: 64, similar: 64, spreadCycles: 0, meanCycles: 2_000 },
    distinguishes: ['room-for-64'],
  },
  {
    name: 'two-cores-crowd',
    title: '128 threads on two cores.',
    parameters: {
      ...none,
      ...{ long: 8, short: 80, similar: 20, reading: 20, bursts: 3, meanCycles: 3_000 },
      ...{ spreadCycles: 30_000 },
    },
    distinguishes: ['heap-not-mended'],
  },
  {
    name: 'leaderboard',
    title: '128 threads on two cores: how long does it take them on average?',
    rankedLike: 'two-cores-crowd',
  },
]);
