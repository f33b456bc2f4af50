import { samplesFrom } from '../../judging/cases-from';
import type { InheritanceParameters } from './simulation';

const small: InheritanceParameters = {
  ...{ cores: 1, lockers: 4, bystanders: 2, levels: 8, locks: 1, rounds: 8, nesting: 1 },
  ...{ ordered: true, stairs: false, again: 0, impatient: 0, reading: 4 },
  ...{ insideCycles: 4_000, outsideCycles: 20_000, bystanderCycles: 60_000, spreadCycles: 10_000 },
  ...{ tickCycles: 10_000, ideal: 0 },
};

export default samplesFrom(small, [
  { name: 'one-lock', title: 'One lock, and threads that only compute in between.', seed: 1 },
  {
    name: 'chains',
    title: 'Sections inside several locks: who waits may have what others wait for.',
    seed: 2,
    parameters: { cores: 2, lockers: 8, bystanders: 0, locks: 5, stairs: true, rounds: 5, reading: 9 },
  },
  {
    name: 'circles',
    title: 'Locks are taken in any order, and some wait with little patience.',
    seed: 5,
    parameters: { lockers: 8, locks: 3, nesting: 3, ordered: false, again: 2, impatient: 5, rounds: 8 },
  },
]);
