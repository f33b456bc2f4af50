import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'attempts',
    title: 'Half of what is told cannot be.',
    parameters: { attempts: 100, computeBound: 3, deviceBound: 5, yielding: 3, spreadTicks: 30 },
  },
  {
    name: 'questions',
    title: 'Times are asked for again and again.',
    parameters: { questions: 100, deviceBound: 5 },
  },
  {
    name: 'same-cycle',
    title: 'Changes and attempts at one cycle, from cycle 0 on.',
    parameters: { attempts: 60, ideal: 1, grain: 1, deviceBound: 5, spreadTicks: 0 },
    distinguishes: ['cycle-0-is-none'],
  },
  {
    name: 'crowd',
    title: '48 threads.',
    parameters: { cores: 4, computeBound: 12, deviceBound: 24, yielding: 12, bursts: 6 },
  },
  { name: 'leaderboard', title: '48 threads: what does your code cost?', rankedLike: 'crowd' },
]);
