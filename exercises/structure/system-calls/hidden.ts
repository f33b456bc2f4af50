import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'everything',
    title: 'Three processes make calls of all six groups, good ones and bad ones.',
    parameters: { processes: 3, calls: 50 },
  },
  {
    name: 'permissions',
    title: 'Five processes give up one group after the other.',
    parameters: { processes: 5, calls: 30, about: 'groups' },
  },
  {
    name: 'pointers',
    title: 'Whole words at the borders of pages, of rights and of memory.',
    parameters: { calls: 110, about: 'pointers' },
    distinguishes: ['valid-unseen', 'half-the-addresses'],
  },
  {
    name: 'texts',
    title: 'Texts that end anywhere, or nowhere.',
    parameters: { calls: 90, about: 'texts' },
    distinguishes: ['texts-stay-in-their-page'],
  },
  {
    name: 'buffers',
    title: 'Buffers of all lengths.',
    parameters: { calls: 90, about: 'buffers' },
    distinguishes: ['looks-behind-the-buffer'],
  },
  {
    name: 'untouched',
    title: 'Pages that nobody has touched yet.',
    parameters: { calls: 60, processes: 3, about: 'untouched' },
    distinguishes: ['only-the-first-byte'],
  },
  {
    name: 'moving',
    title: 'The end of the heap moves up and down between the calls.',
    parameters: { calls: 90, about: 'moving' },
  },
  {
    name: 'numbers',
    title: 'The number of a process that ended is given again.',
    parameters: { processes: 4, calls: 16, about: 'numbers' },
  },
  {
    name: 'large',
    title: 'Large buffers and texts, nothing bad.',
    parameters: { calls: 60, about: 'large' },
  },
  {
    name: 'leaderboard',
    title: 'Large buffers and texts: what does your dispatcher itself cost?',
    rankedLike: 'large',
  },
]);
