import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'first-come-devices',
    title: 'First come, first served: threads come back from a disk or give their core up.',
    parameters: { policy: 'firstCome', deviceBound: 7, yielding: 4, bursts: 6, cores: 2 },
    distinguishes: ['woken-to-the-front', 'by-number'],
  },
  {
    name: 'first-come-for-long',
    title: 'First come, first served: more than 256 threads join the queue one after the other.',
    parameters: { policy: 'firstCome', deviceBound: 2, yielding: 20, bursts: 16, burstTicks: 1 },
    distinguishes: ['joins-of-eight-bits'],
  },
  {
    name: 'many-equals',
    title: 'Two priorities: most threads have equals.',
    parameters: { priorities: 2, cores: 2, computeBound: 6, deviceBound: 6 },
    distinguishes: ['equals-preempt', 'last-of-equals', 'preempted-before-equals'],
  },
  {
    name: 'all-equal',
    title: 'Every thread has the same priority.',
    parameters: { priorities: 1, yielding: 4 },
    distinguishes: ['equals-preempt'],
  },
  {
    name: 'all-priorities',
    title: 'Priorities from 0 to 139.',
    parameters: { priorities: 140, computeBound: 8, deviceBound: 8, spreadTicks: 30 },
    distinguishes: ['priorities-of-seven-bits', 'higher-number-first'],
  },
  {
    name: 'priorities-on-cores',
    title: 'Priorities from 0 to 5 on three cores, which sometimes idle.',
    parameters: { priorities: 6, highest: 5, cores: 3, spreadTicks: 30, deviceBound: 6, computeBound: 4 },
    distinguishes: ['second-core-idles', 'yields-to-much-better-ones'],
  },
  {
    name: 'kernel-one-core',
    title: "The kernel's own policy on one core.",
    parameters: { policy: 'kernel', priorities: 3, computeBound: 6, deviceBound: 6, spreadTicks: 20 },
    distinguishes: ['kernel-is-priority', 'kernel-compares-with-the-head'],
  },
  {
    name: 'kernel-on-cores',
    title: "The kernel's own policy on four cores.",
    parameters: { policy: 'kernel', priorities: 5, cores: 4, computeBound: 10, deviceBound: 10 },
    distinguishes: ['kernel-never-preempts'],
  },
  {
    name: 'all-at-once',
    title: '48 threads are created at the same cycle.',
    parameters: {
      ...{ priorities: 5, computeBound: 48, deviceBound: 0, yielding: 0, computeTicks: 3, spreadTicks: 0 },
      ...{ grain: 1, ideal: 1 },
    },
    distinguishes: ['queue-of-forty-seven'],
  },
  {
    name: 'crowd',
    title: '48 threads by priority on 4 cores.',
    parameters: {
      ...{ priorities: 20, cores: 4, computeBound: 16, deviceBound: 24, yielding: 8, bursts: 6 },
      ...{ deviceTicks: 12, deviceParallel: 4, spreadTicks: 10, computeTicks: 20 },
    },
  },
  {
    name: 'leaderboard',
    title: '48 threads by priority on 4 cores: what does your queue itself cost?',
    rankedLike: 'crowd',
  },
]);
