import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'present', title: 'Nearly all pages are there.', parameters: { missing: 3, malformed: 3 } },
  {
    name: 'missing',
    title: 'A third of the entries are not valid.',
    parameters: { missing: 33, malformed: 5, accesses: 600 },
  },
  {
    name: 'nonsense',
    title: 'Half of the entries are nonsense.',
    parameters: { tables: 8, superpages: 8, malformed: 50, changes: 60, accesses: 1_200 },
  },
  {
    name: 'small',
    title: 'No superpages, and a good deal of nonsense.',
    parameters: { superpages: 0, malformed: 30 },
  },
  {
    name: 'large',
    title: 'Mostly superpages.',
    parameters: { tables: 1, superpages: 10, accesses: 800 },
  },
  {
    name: 'busy-kernel',
    title: 'The kernel changes an entry after each access.',
    parameters: { changes: 100, accesses: 1_500 },
  },
  {
    name: 'many',
    title: 'Sixteen tables with twenty pages each.',
    parameters: { tables: 16, superpages: 6, pages: 20, accesses: 3_000, memoryFrames: 9_000 },
  },
  { name: 'ranked', title: 'Sixteen tables: how many words do you access?', rankedLike: 'many' },
]);
