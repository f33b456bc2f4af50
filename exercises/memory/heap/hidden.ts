import { casesFrom } from '../../judging/cases-from';
import type { Parameters } from './simulation';

const usual: Parameters = { limitBytes: 16_384, workload: 'mixed', operations: 200 };

/** The seeds come from the deployment's secret. */
export default casesFrom(usual, [
  { name: 'mixed', title: 'Small and large requests, freed in no order.' },
  {
    name: 'neighbours',
    title: 'Neighbours freed in every order, where nothing else is left.',
    parameters: { workload: 'neighbours' },
  },
  {
    name: 'holes',
    title: 'A full heap with a hole at every second block.',
    parameters: { workload: 'holes' },
  },
  { name: 'rests', title: 'Many small blocks cut out of a large one.', parameters: { workload: 'rests' } },
  {
    name: 'limit',
    title: 'Requests that cannot be met, and the last bytes that the kernel has.',
    parameters: { limitBytes: 4096, workload: 'limit' },
  },
  {
    name: 'sizes',
    title: 'Every size from 1 to 150 bytes.',
    parameters: { limitBytes: 65_536, workload: 'sizes', operations: 150 },
  },
  {
    name: 'restart',
    title: 'The program starts again.',
    parameters: { workload: 'restart', operations: 80 },
  },
  {
    name: 'long',
    title: 'A small heap used for a long time.',
    parameters: { limitBytes: 4096, workload: 'long', operations: 600 },
  },
  {
    name: 'many',
    title: 'Six hundred blocks at once, while others come and go.',
    parameters: { limitBytes: 65_536, workload: 'many', operations: 600 },
  },
  {
    name: 'leaderboard',
    title: 'Six hundred blocks at once: how little memory, and how few steps?',
    rankedLike: 'many',
    seeds: 3,
  },
]);
