import { samplesFrom } from '../../judging/cases-from';
import type { Parameters } from './simulation';

const usual: Parameters = { limitBytes: 8192, workload: 'mixed', operations: 40 };

export default samplesFrom(usual, [
  {
    name: 'small-mixed',
    title: 'Forty requests and frees of mixed size, then the whole heap at once.',
    seed: 21,
  },
  {
    name: 'few-neighbours',
    title: 'Two or three neighbours are freed in every order, then what they have together is asked for.',
    seed: 22,
    parameters: { workload: 'neighbours' },
  },
  {
    name: 'last-bytes',
    title: 'Requests that cannot be met, and the last bytes that the kernel has.',
    seed: 23,
    parameters: { limitBytes: 2048, workload: 'limit' },
  },
]);
