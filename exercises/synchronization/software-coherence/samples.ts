import { samplesFrom } from '../../judging/cases-from';
import type { CoherenceParameters } from './simulation';

export const usual: CoherenceParameters = {
  cores: 3,
  objects: 3,
  holds: 120,
  uses: 12,
  stores: 40,
  device: 0,
};

export default samplesFrom(usual, [
  {
    name: 'one-object',
    title: 'Two cores and one object.',
    seed: 31,
    parameters: { cores: 2, objects: 1, holds: 24, uses: 6 },
  },
  { name: 'three-objects', title: 'Three cores and three objects.', seed: 32 },
  { name: 'device', title: 'A device reads and writes objects too.', seed: 33, parameters: { device: 10 } },
]);
