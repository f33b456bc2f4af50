import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'edges',
    title: 'Nearly all accesses are at the end of their segment.',
    parameters: { edges: 95, accesses: 800 },
  },
  {
    name: 'missing',
    title: 'Half of the segments are not present.',
    parameters: { missing: 50, accesses: 800 },
  },
  {
    name: 'one-changing',
    title: 'One process with up to sixteen segments that change often.',
    parameters: { processes: 1, segments: 16, switches: 0, changes: 25, accesses: 800 },
  },
  {
    name: 'many-processes',
    title: 'Ten processes in turn.',
    parameters: { processes: 10, switches: 15, segments: 12, accesses: 1_000 },
  },
  {
    name: 'small-tables',
    title: 'Tables with one or two descriptors.',
    parameters: { segments: 2, accesses: 600, missing: 5 },
  },
  {
    name: 'long',
    title: 'Five processes with up to sixteen segments.',
    parameters: { processes: 5, segments: 16, accesses: 3_000 },
  },
  { name: 'ranked', title: 'Five processes: how many words do you load?', rankedLike: 'long' },
]);
