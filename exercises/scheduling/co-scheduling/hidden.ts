import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'equal-halves', title: 'Four threads of each kind on two cores.', parameters: { rounds: 5 } },
  {
    name: 'in-between',
    title: 'Threads of all kinds.',
    parameters: { computing: 3, waiting: 3, between: 2 },
  },
  {
    name: 'mostly-waiting',
    title: 'More threads that wait than threads that compute.',
    parameters: { computing: 2, waiting: 6 },
  },
  {
    name: 'mostly-computing',
    title: 'More threads that compute than threads that wait.',
    parameters: { computing: 6, waiting: 2 },
  },
  {
    name: 'all-in-between',
    title: 'Threads that differ little.',
    parameters: { computing: 0, waiting: 0, between: 8 },
  },
  {
    name: 'half-change',
    title: 'Half of the threads change what they do.',
    parameters: { computing: 4, waiting: 4, changeAfter: 3, rounds: 8 },
  },
  {
    name: 'changing-late',
    title: 'Threads of all kinds, of which some change late.',
    parameters: { cores: 1, computing: 3, waiting: 3, between: 2, changeAfter: 5, rounds: 9 },
  },
  {
    name: 'six-on-one',
    title: 'One core with six threads.',
    parameters: { cores: 1, computing: 3, waiting: 3, rounds: 6 },
  },
  {
    name: 'one-pair',
    title: 'Two threads, and nobody to choose from.',
    parameters: { cores: 1, computing: 1, waiting: 1 },
  },
  {
    name: 'three-cores',
    title: 'Three cores, twelve threads.',
    parameters: { cores: 3, computing: 5, waiting: 5, between: 2 },
  },
  {
    name: 'four-cores',
    title: 'Four cores, sixteen threads.',
    parameters: { cores: 4, computing: 7, waiting: 7, between: 2, rounds: 5 },
  },
  {
    name: 'leaderboard',
    title: 'Four cores, sixteen threads: how long do the pipelines idle?',
    rankedLike: 'four-cores',
  },
]);
