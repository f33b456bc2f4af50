import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'no-such-word',
    title: 'Files and offsets that do not exist, between some that do.',
    parameters: { clients: 1, requests: 16, mistakes: 75 },
  },
  {
    name: 'whole-files',
    title: 'One client, words from everywhere on a large disk.',
    parameters: { clients: 1, requests: 24, disk: 'large' },
    distinguishes: ['five-files', 'eight-blocks', 'sectors-of-a-byte'],
  },
  {
    name: 'crowd',
    title: 'Four clients that send three requests before they wait.',
    parameters: { clients: 4, requests: 9, together: 3, mistakes: 5 },
    distinguishes: ['room-for-eleven', 'clients-by-ticket'],
  },
  {
    name: 'two-gone',
    title: 'Two clients end at once; the next one comes later.',
    parameters: { clients: 1, leaving: 2, requests: 6 },
  },
  {
    name: 'many-gone',
    title: 'Eight clients end at once; the next one comes later.',
    parameters: { clients: 1, leaving: 8, requests: 6 },
    distinguishes: ['rows-of-the-gone'],
  },
  {
    name: 'in-order',
    title: 'Two clients that read word after word.',
    parameters: { clients: 2, requests: 12, inOrder: true },
  },
  {
    name: 'ranked',
    title: 'Two clients that read word after word: how long does it take?',
    rankedLike: 'in-order',
  },
]);
