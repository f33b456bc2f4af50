import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'grows',
    title: 'A process that begins with four pages and gets more, read-only ones among them.',
    parameters: { pages: 30, present: 4, readOnly: 1, writes: 40, near: 5 },
  },
  {
    name: 'all-written',
    title: 'Nearly every page is written between two checkpoints.',
    parameters: { pages: 8, present: 8, readOnly: 1, writes: 60, near: 12, crashes: 15, checkpoints: 40 },
  },
  {
    name: 'nothing-written',
    title: 'Checkpoints so often that hardly anything was written.',
    parameters: { writes: 2, checkpoints: 90, strays: 150 },
  },
  {
    name: 'read-only',
    title: 'Most pages are read-only, and are written to now and then.',
    parameters: { readOnly: 8, strays: 150 },
  },
  {
    name: 'crash-on-crash',
    title: 'One crash after another.',
    parameters: { crashes: 70, writes: 12, near: 6 },
  },
  {
    name: 'wide',
    title: 'Sixty pages, of which few are written at a time.',
    parameters: { pages: 60, present: 56, readOnly: 10, near: 5, writes: 30, checkpoints: 40, strays: 20 },
  },
  { name: 'ranked', title: 'Sixty pages: how many services does it take?', rankedLike: 'wide' },
]);
