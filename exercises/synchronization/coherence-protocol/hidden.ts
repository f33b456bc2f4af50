import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'msi-readers', title: 'MSI: much is read, little is written.', parameters: { stores: 8, own: 10 } },
  { name: 'msi-writers', title: 'MSI: all write the same lines.', parameters: { stores: 70, own: 10 } },
  {
    name: 'msi-own',
    title: 'MSI: cores use lines of their own, more than fit.',
    parameters: { own: 90, lines: 36, accesses: 500 },
  },
  {
    name: 'mesi-readers',
    title: 'MESI: much is read, little is written.',
    parameters: { exclusive: true, stores: 8, own: 10 },
  },
  {
    name: 'mesi-own',
    title: 'MESI: cores read lines of their own, and then write them.',
    parameters: { exclusive: true, own: 90, lines: 36, accesses: 500 },
  },
  {
    name: 'mesi-four',
    title: 'MESI: four cores, everything together.',
    parameters: { exclusive: true, cores: 4, lines: 16, accesses: 600 },
  },
  { name: 'ranked', title: 'MESI: four cores.', rankedLike: 'mesi-four' },
]);
