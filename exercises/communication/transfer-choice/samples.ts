import { samplesFrom } from '../../judging/cases-from';
import type { TransferParameters } from './simulation';

export const usual: TransferParameters = {
  transfers: 300,
  mostBytes: 20_000,
  mostUses: 60,
  trapEntry: 60,
  cacheHit: 1,
  busInvalidate: 20,
};

export default samplesFrom(usual, [
  { name: 'usual', title: 'The machine as its table of costs has it.', seed: 11 },
  {
    name: 'dear-calls',
    title: 'Going into the kernel takes 1,500 cycles.',
    seed: 12,
    parameters: { trapEntry: 1_500 },
  },
]);
