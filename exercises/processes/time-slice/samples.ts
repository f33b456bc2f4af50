import { samplesFrom } from '../../judging/cases-from';
import type { TimeSliceParameters } from './simulation';

export const usual: TimeSliceParameters = {
  switchCycles: 500,
  responseSwitches: 12,
  longestSwitches: 200,
  computing: 3,
  readers: 3,
  changing: 0,
  yielding: 0,
  late: 0,
  spare: 0,
  computeSlices: 6,
  reads: 12,
  yields: 0,
  device: 'mixed',
  longBursts: 'none',
};

export default samplesFrom(usual, [
  {
    name: 'computing',
    title: 'Four threads that only compute.',
    seed: 31,
    parameters: { computing: 4, readers: 0 },
  },
  { name: 'readers', title: 'Three threads that read among three that compute.', seed: 32 },
  {
    name: 'changing',
    title: 'Two threads that compute, then read, then compute again.',
    seed: 33,
    parameters: { computing: 2, readers: 1, changing: 2, computeSlices: 3 },
  },
]);
