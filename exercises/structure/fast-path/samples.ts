import { samplesFrom } from '../../judging/cases-from';
import type { FastPathParameters } from './simulation';

export const usual: FastPathParameters = {
  machine: 'kernel',
  threads: 2,
  rounds: 1,
  lockAddress: 256,
  storeBuffers: false,
  randomSchedules: 20,
  exhaustive: true,
  cores: 2,
  holdCycles: 600,
  longHoldCycles: 20_000,
  thinkCycles: 600,
};

export default samplesFrom(usual, [
  {
    name: 'interleavings',
    title: 'Two threads take the lock twice each, in every interleaving.',
    seed: 41,
    parameters: { machine: 'interleavings', rounds: 2 },
  },
  {
    name: 'alone',
    title: 'A thread that nobody disturbs.',
    seed: 42,
    parameters: { threads: 1, cores: 1, rounds: 10 },
  },
  {
    name: 'now-and-then',
    title: 'Two threads that seldom want the lock at the same time; one keeps it for long, once.',
    seed: 43,
    parameters: { rounds: 20, thinkCycles: 6_000, holdCycles: 1_500 },
  },
  {
    name: 'contended',
    title: 'Four threads on two cores, all of which want the lock.',
    seed: 44,
    parameters: { threads: 4, rounds: 8 },
  },
]);
