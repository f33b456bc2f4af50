import { samplesFrom } from '../../judging/cases-from';
import type { TrapParameters } from './programs';

export const usual: TrapParameters = {
  processes: 3,
  traps: 12,
  about: 'everything',
  attempts: 'any',
  inTurn: false,
};

export default samplesFrom(usual, [
  {
    name: 'read-counters',
    title: 'Three processes read counters, and then attempt something else.',
    seed: 41,
    parameters: { about: 'counters' },
  },
  {
    name: 'some-arithmetic',
    title: 'Products, quotients and remainders on cores without a multiplier.',
    seed: 42,
    parameters: { about: 'arithmetic' },
  },
  {
    name: 'some-accesses',
    title: 'Misaligned loads and stores, over the borders of pages too.',
    seed: 43,
    parameters: { about: 'borders' },
  },
  { name: 'all-kinds', title: 'All kinds, x0 among the registers.', seed: 44, parameters: { about: 'zero' } },
]);
