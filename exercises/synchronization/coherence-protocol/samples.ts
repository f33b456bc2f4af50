import { samplesFrom } from '../../judging/cases-from';
import type { ProtocolParameters } from './simulation';

export const usual: ProtocolParameters = {
  cores: 3,
  exclusive: false,
  lines: 12,
  accesses: 400,
  own: 30,
  ownStores: 50,
  stores: 30,
};

export default samplesFrom(usual, [
  {
    name: 'two-cores',
    title: 'MSI: two cores and two lines.',
    seed: 1,
    parameters: { cores: 2, lines: 4, accesses: 60, own: 20 },
  },
  { name: 'three-states', title: 'MSI: three cores, more lines than a cache has room for.', seed: 2 },
  {
    name: 'four-states',
    title: 'MESI: the same with the state exclusive.',
    seed: 3,
    parameters: { exclusive: true },
  },
]);
