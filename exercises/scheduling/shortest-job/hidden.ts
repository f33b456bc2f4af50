import { casesFrom } from '../../judging/cases-from';
import type { ShortestJobParameters } from './simulation';

const usual: ShortestJobParameters = {
  cores: 2,
  window: 4,
  firstEstimate: 3_000,
  steady: 3,
  alike: 4,
  noisy: 4,
  changing: 3,
  yielding: 2,
  bursts: 9,
  meanCycles: 2_000,
  deviceCycles: 4_000,
  spreadCycles: 8_000,
  costs: 'usual',
};

const crowd = { steady: 30, alike: 30, noisy: 30, changing: 20, yielding: 18 };
const none = { steady: 0, alike: 0, noisy: 0, changing: 0, yielding: 0 };

export default casesFrom(usual, [
  {
    name: 'last-burst',
    title: 'A window of one: the last burst is expected again.',
    parameters: { cores: 1, window: 1 },
    distinguishes: ['mean-of-all'],
  },
  {
    name: 'wide-window',
    title: 'A window wider than the bursts that most threads have had.',
    parameters: { window: 16, bursts: 20, alike: 0 },
    distinguishes: ['divides-by-the-window'],
  },
  {
    name: 'never-full',
    title: 'A window that never fills.',
    parameters: { window: 12, bursts: 6 },
    distinguishes: ['divides-by-the-window'],
  },
  {
    name: 'many-bursts',
    title: 'Many bursts of few threads that change what they do.',
    parameters: { ...none, cores: 1, changing: 5, noisy: 2, bursts: 60, window: 5 },
    distinguishes: ['mean-of-all', 'exponential'],
  },
  {
    name: 'many-alike',
    title: 'Many threads of one length, among others.',
    parameters: { ...none, cores: 1, alike: 12, steady: 3, noisy: 2, bursts: 8, firstEstimate: 2_000 },
    distinguishes: ['later-of-equals'],
  },
  {
    name: 'yielding',
    title: 'Threads that give the core up and wait at once again.',
    parameters: { ...none, cores: 1, yielding: 8, steady: 2, bursts: 12 },
    distinguishes: ['yields-are-no-bursts'],
  },
  {
    name: 'short-first-guess',
    title: 'New threads are expected to be short.',
    parameters: { firstEstimate: 1, noisy: 8, bursts: 5 },
    distinguishes: ['first-guess-counts-as-a-burst'],
  },
  {
    name: 'no-first-guess',
    title: 'New threads are expected to compute for no time at all.',
    parameters: { firstEstimate: 0, cores: 1, steady: 6, bursts: 5, spreadCycles: 60_000 },
    distinguishes: ['first-guess-of-one-at-least'],
  },
  {
    name: 'long-first-guess',
    title: 'New threads are expected to be long, and come late.',
    parameters: { firstEstimate: 200_000, cores: 1, spreadCycles: 60_000, bursts: 12 },
    distinguishes: ['first-guess-counts-as-a-burst'],
  },
  {
    name: 'long-bursts',
    title: 'Bursts of up to a million cycles, whose sum is large.',
    parameters: {
      cores: 1,
      meanCycles: 174_000,
      deviceCycles: 300_000,
      window: 16,
      bursts: 24,
      spreadCycles: 90_000,
    },
    distinguishes: ['sum-of-twenty-two-bits'],
  },
  {
    name: 'short-bursts',
    title: 'Bursts of a few cycles, where rounding decides.',
    parameters: {
      cores: 1,
      meanCycles: 8,
      deviceCycles: 60,
      firstEstimate: 9,
      costs: 'none',
      window: 3,
      bursts: 14,
      spreadCycles: 50,
    },
    distinguishes: ['rounds-to-nearest'],
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores, most of the time.',
    parameters: { ...none, cores: 4, steady: 2, noisy: 3, deviceCycles: 20_000 },
    distinguishes: ['leaves-the-last'],
  },
  {
    name: 'alone',
    title: 'One thread, and nobody to choose from.',
    parameters: { ...none, cores: 1, noisy: 1, bursts: 12, window: 3 },
    distinguishes: ['leaves-the-last'],
  },
  {
    name: 'four-cores',
    title: 'Four cores that take from one queue.',
    parameters: { cores: 4, steady: 8, alike: 8, noisy: 8, changing: 8, yielding: 6 },
    distinguishes: ['longest-first'],
  },
  {
    name: 'long-run',
    title: 'Fifty threads with sixty bursts each, three thousand times into the queue.',
    parameters: {
      ...none,
      cores: 1,
      alike: 40,
      steady: 5,
      noisy: 5,
      bursts: 60,
      window: 16,
      spreadCycles: 0,
      costs: 'none',
    },
    distinguishes: ['later-of-equals'],
  },
  {
    name: 'crowd',
    title: 'As many threads as there can be, all there at once.',
    parameters: {
      cores: 1,
      ...crowd,
      bursts: 2,
      window: 2,
      spreadCycles: 0,
      meanCycles: 3_000,
    },
    distinguishes: ['room-for-64'],
  },
  {
    name: 'two-cores-crowd',
    title: '128 threads on two cores.',
    parameters: { ...crowd, bursts: 3, window: 2, spreadCycles: 30_000 },
    distinguishes: ['heap-not-mended'],
  },
  {
    name: 'leaderboard',
    title: '128 threads on two cores: what does your scheduler itself cost?',
    rankedLike: 'two-cores-crowd',
  },
]);
