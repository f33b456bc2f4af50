import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'calm', title: 'Little is written.', parameters: { writes: 20, hot: 8, pauseAt: 1, pages: 80 } },
  {
    name: 'wandering',
    title: 'Writes go everywhere.',
    parameters: { pages: 120, wander: 60, writes: 40, readOnly: 12, strays: 100 },
  },
  {
    name: 'overrun',
    title: 'As much is written as is sent, and few rounds are allowed.',
    parameters: { hot: 30, writes: 100, wander: 60, stepsPerPage: 2, mostRounds: 4 },
  },
  {
    name: 'read-only',
    title: 'Most pages are read-only, and are written to now and then.',
    parameters: { readOnly: 40, strays: 200, writes: 60 },
  },
  {
    name: 'large',
    title: 'Two hundred pages.',
    parameters: { pages: 200, readOnly: 20, hot: 10, writes: 70, wander: 20, pauseAt: 6, mostRounds: 10 },
  },
  { name: 'ranked', title: 'Two hundred pages: how long does the process stand still?', rankedLike: 'large' },
]);
