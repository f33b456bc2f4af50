import type { HiddenCase } from '../../exercise-definition';
import type { RoundRobinParameters } from './simulation';

const usual: RoundRobinParameters = {
  cores: 2,
  quantumTicks: 3,
  tickCycles: 10_000,
  computeBound: 3,
  deviceBound: 4,
  yielding: 2,
  computeTicks: 14,
  bursts: 4,
  burstTicks: 4,
  deviceTicks: 6,
  deviceParallel: 1,
  spreadTicks: 6,
};

const none = { computeBound: 0, deviceBound: 0, yielding: 0 };

const hidden: readonly HiddenCase<RoundRobinParameters>[] = [
  {
    name: 'compute-bound',
    title: 'Threads that only compute share one core.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 5 },
    distinguishes: ['last-in-first-out', 'forgets-preempted', 'ignores-quantum', 'one-tick-late'],
  },
  {
    name: 'short-quantum',
    title: 'A quantum of a single tick.',
    role: 'hidden',
    parameters: { ...usual, cores: 1, quantumTicks: 1 },
    distinguishes: ['ignores-quantum', 'one-tick-late', 'woken-to-the-front'],
  },
  {
    name: 'one-disk',
    title: 'Many threads wait for one disk and return.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 2, deviceBound: 7, bursts: 5 },
    distinguishes: ['woken-to-the-front', 'quantum-not-restarted'],
  },
  {
    name: 'yielding',
    title: 'Threads that give their core up before the quantum is over.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 2, yielding: 5, bursts: 6 },
    distinguishes: ['yielded-to-the-front', 'quantum-not-restarted'],
  },
  {
    name: 'few-threads',
    title: 'Fewer threads than cores, most of the time.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 4, computeBound: 2, deviceBound: 2, spreadTicks: 40 },
    distinguishes: ['preempts-when-alone', 'answers-nothing'],
  },
  {
    name: 'last-thread',
    title: 'Threads arrive far apart: now and then exactly one waits.',
    role: 'hidden',
    parameters: { ...usual, ...none, cores: 1, computeBound: 4, spreadTicks: 90 },
    distinguishes: ['leaves-the-last', 'preempts-when-alone'],
  },
  {
    name: 'cores-apart',
    title: 'Cores whose quanta begin at different times.',
    role: 'hidden',
    parameters: { ...usual, cores: 3, computeBound: 6, deviceBound: 2, yielding: 2 },
    distinguishes: ['one-count-for-all-cores', 'quantum-not-restarted'],
  },
  {
    name: 'mixed',
    title: 'Everything together on four cores.',
    role: 'hidden',
    parameters: { ...usual, cores: 4, computeBound: 6, deviceBound: 8, yielding: 4, deviceParallel: 2 },
    distinguishes: ['one-count-for-all-cores', 'picks-without-removing', 'woken-to-the-front'],
  },
  {
    name: 'long-quantum',
    title: 'A quantum longer than most computations.',
    role: 'hidden',
    parameters: { ...usual, cores: 2, quantumTicks: 8, computeTicks: 24 },
    distinguishes: ['ignores-quantum', 'last-in-first-out'],
  },
  {
    name: 'leaderboard',
    title: '48 threads on 8 cores: what does your scheduler itself cost?',
    role: 'leaderboard',
    parameters: {
      ...usual,
      cores: 8,
      quantumTicks: 2,
      computeBound: 16,
      deviceBound: 24,
      yielding: 8,
      computeTicks: 30,
      bursts: 6,
      deviceTicks: 12,
      deviceParallel: 4,
      spreadTicks: 10,
    },
    distinguishes: ['last-in-first-out', 'forgets-preempted', 'ignores-quantum', 'one-count-for-all-cores'],
  },
];

export default hidden;
