import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'fresh',
    title: 'Nothing is in the swap area at first.',
    parameters: { stored: 0, references: 250 },
  },
  {
    name: 'all-stored',
    title: 'Everything is in the swap area at first.',
    parameters: { stored: 12, references: 250 },
  },
  { name: 'writes', title: 'A program that writes much.', parameters: { writes: 75, references: 250 } },
  {
    name: 'one-frame',
    title: 'A single frame.',
    parameters: { frames: 1, pages: 5, stored: 2, references: 120 },
  },
  {
    name: 'given-up',
    title: 'The pageout daemon gives pages up.',
    parameters: { frames: 6, daemon: true, references: 400 },
  },
  {
    name: 'large',
    title: 'Twelve frames for forty pages.',
    parameters: { frames: 12, pages: 40, stored: 20, references: 700 },
  },
  {
    name: 'wide',
    title: 'Forty frames for a hundred pages.',
    parameters: { frames: 40, pages: 100, stored: 50, references: 700 },
  },
  { name: 'ranked', title: 'Twelve frames: how many services does it take?', rankedLike: 'large' },
]);
