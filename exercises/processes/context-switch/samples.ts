import { samplesFrom } from '../../judging/cases-from';
import type { SwitchParameters } from './simulation';

export const usual: SwitchParameters = {
  cores: 1,
  processes: 3,
  machineCode: 1,
  native: 0,
  identifiers: true,
  calls: 'none',
  pages: 4,
  turns: 30,
};

export default samplesFrom(usual, [
  {
    name: 'one-process',
    title: 'Two threads of one process.',
    seed: 11,
    parameters: { processes: 1, machineCode: 2 },
  },
  { name: 'identifiers', title: 'Three processes, on a machine with identifiers.', seed: 12 },
  {
    name: 'no-identifiers',
    title: 'Two processes of three threads, on a machine without identifiers.',
    seed: 13,
    parameters: { processes: 2, machineCode: 3, identifiers: false, turns: 16 },
  },
  {
    name: 'two-cores',
    title: 'Threads that give way and move between two cores.',
    seed: 14,
    parameters: { cores: 2, machineCode: 2, calls: 'yield', identifiers: false, turns: 12 },
  },
]);
