import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'no-signals',
    title: 'No signals, and much comes from outside.',
    parameters: { signals: 0, outside: 60, steps: 150 },
  },
  {
    name: 'calm',
    title: 'Hardly anything comes from outside.',
    parameters: { outside: 4, signals: 3, steps: 300, everySteps: 30 },
  },
  {
    name: 'step-by-step',
    title: 'The process is looked at step by step, on and back.',
    parameters: { onwards: 35, back: 50, rewinds: 60, signals: 20 },
  },
  {
    name: 'one-checkpoint',
    title: 'The process does fewer steps than lie between two checkpoints.',
    parameters: { steps: 40, everySteps: 60, onwards: 10 },
  },
  {
    name: 'jumps',
    title: 'Each rewind goes somewhere else.',
    parameters: { onwards: 5, back: 0, rewinds: 60, signals: 15 },
  },
  {
    name: 'long',
    title: 'Six hundred steps.',
    parameters: { steps: 600, everySteps: 40, pages: 60, near: 6, rewinds: 60, onwards: 30, back: 15 },
  },
  { name: 'ranked', title: 'Six hundred steps: how many are done again?', rankedLike: 'long' },
]);
