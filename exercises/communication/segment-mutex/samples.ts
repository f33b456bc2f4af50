import { samplesFrom } from '../../judging/cases-from';
import type { SegmentMutexParameters } from './simulation';

export const interleavings: SegmentMutexParameters = {
  machine: 'interleavings',
  work: 'turns',
  processes: 2,
  rounds: 1,
  unlocksTooEarly: false,
  givers: 1,
  room: 1,
  storeBuffers: false,
  randomSchedules: 20,
  exhaustive: true,
  cores: 2,
  holdCycles: 600,
  longHoldCycles: 20_000,
  thinkCycles: 600,
};

export const system: SegmentMutexParameters = { ...interleavings, machine: 'system' };

export default samplesFrom(interleavings, [
  {
    name: 'turns',
    title: 'Two processes take the mutex twice each, in every interleaving.',
    seed: 71,
    parameters: { rounds: 2 },
  },
  {
    name: 'one-item',
    title: 'One process gives an item, the other waits for it, in every interleaving.',
    seed: 72,
    parameters: { work: 'items' },
  },
  {
    name: 'too-early',
    title: 'Two processes that also call unlock without having the mutex, in every interleaving.',
    seed: 73,
    parameters: { unlocksTooEarly: true },
  },
  {
    name: 'mostly-alone',
    title:
      'Two processes on two cores that seldom want the mutex at the same time; one keeps it for long, once.',
    seed: 74,
    parameters: { ...system, rounds: 15, thinkCycles: 6_000, holdCycles: 1_500 },
  },
  {
    name: 'exchange',
    title: 'Process 0 asks and process 1 answers, twelve times, on two cores.',
    seed: 75,
    parameters: { ...system, work: 'exchange', rounds: 12, thinkCycles: 2_000, holdCycles: 1_500 },
  },
]);
